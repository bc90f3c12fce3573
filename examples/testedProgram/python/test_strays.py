"""A unit test with mocks: no CLI, no provider, nothing is stopped."""

from typing import Any

import pulumi
import pulumi_vertex_jobs as vertex_jobs


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        return f"{args.name}-id", args.inputs

    def call(self, args: pulumi.runtime.MockCallArgs) -> tuple[dict[Any, Any], None]:
        return {}, None


pulumi.runtime.set_mocks(Mocks())

# Resources that are made from here on are mocks.
from strays import stop_strays  # noqa: E402


@pulumi.runtime.test  # type: ignore[untyped-decorator]
def test_it_selects_the_jobs_of_its_environment_but_for_those_to_keep() -> pulumi.Output[None]:
    sweep = stop_strays("pr-7")

    def check(conditions: list[Any]) -> None:
        selector, exclude, cancel_on = conditions
        assert selector["labels"] == {"env": "pr-7"}
        assert exclude["labels"] == {"keep": "*"}
        assert cancel_on == [vertex_jobs.CancelOn.CREATE, vertex_jobs.CancelOn.DELETE]

    return pulumi.Output.all(sweep.selector, sweep.exclude, sweep.cancel_on).apply(check)
