import assert from "node:assert/strict";
import { JobCancellation, JobSweep } from "../../src";
import { JobClients } from "../clients/gapic/jobClients";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";
import { JOB_EXAMPLES } from "../testing/jobExamples";

const PARENT = `projects/${PLACE.project}/locations/${PLACE.region}`;
const KINDS = JOB_EXAMPLES.map(({ collection }) => collection);
const DELETABLE = JOB_EXAMPLES.filter(({ canBeDeleted }) => canBeDeleted).map(({ collection }) => collection);

describe("a stack that stops jobs of every kind, which Google's client has created", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ fake: { timeToCancelMs: 500, requireAuthorization: false } });
  let clients: JobClients;
  const names = new Map<string, string>();
  /** Whether the resources delete what has stopped. */
  let deletes = false;
  let kinds = KINDS;

  before(() => {
    clients = new JobClients("v1", Number(new URL(fake().url).port));
    stack().program = async () => {
      const cancellations = [...names].map(([collection, name]) => {
        const deleteStopped = deletes && DELETABLE.includes(collection);
        return new JobCancellation(`stop-one-of-${collection}`, { name, deleteStopped });
      });
      const sweep = new JobSweep(
        "stop-the-others",
        { kinds: kinds as never, selector: { allJobs: true }, deleteStopped: deletes },
        { dependsOn: cancellations },
      );
      return {
        outcomes: cancellations.map(({ outcome }) => outcome),
        deleted: cancellations.map((one) => one.deleted.apply((deleted) => deleted ?? false)),
        byKind: sweep.byKind,
      };
    };
  });
  beforeEach(() => fake().clearRequests());
  after(() => clients.close());

  const createOneOfEach = async () => {
    for (const example of JOB_EXAMPLES) names.set(example.collection, await clients.create(PARENT, example));
  };
  const outputs = async () => {
    const values = Object.entries(await stack().outputs()).map(([key, { value }]) => [key, value]);
    return Object.fromEntries(values) as { outcomes: string[]; deleted: boolean[]; byKind: Record<string, object> };
  };
  const states = () => [
    ...new Set(fake().jobs.map(({ state }) => String(state).replace(/^(PIPELINE|JOB)_STATE_/, ""))),
  ];

  it("stops one job of each kind by a JobCancellation, and what is left by a JobSweep of all kinds", async () => {
    await createOneOfEach();
    await stack().up();
    assert.deepEqual(
      (await outputs()).outcomes,
      KINDS.map(() => "CANCELLED"),
    );
    assert.deepEqual(states(), ["CANCELLED"]);
    assert.deepEqual(Object.keys((await outputs()).byKind).sort(), [...KINDS].sort());
  });

  it("has nothing to do afterwards", async () => {
    const { steps } = await stack().up();
    assert.deepEqual([steps, fake().requests], [[], []]);
  });

  it("stops the jobs of all kinds that have come since by the sweep, and counts them by kind", async () => {
    for (const example of JOB_EXAMPLES) await clients.create(PARENT, example);
    const run = await stack().preview({ refresh: true });
    assert.match(run.messages("info").join("\n"), /would stop \d+ jobs:/);
    await stack().up({ refresh: true });
    const { byKind } = await outputs();
    for (const kind of KINDS) assert.ok((byKind[kind] as { cancelled: number }).cancelled >= 1, kind);
    assert.deepEqual(states(), ["CANCELLED"]);
  });

  it("refuses to delete jobs of a kind that the service can't delete", async () => {
    deletes = true;
    const { output } = await stack().fails("up");
    assert.match(output, /deleteStopped.* can't be set for tuningJobs: the service can't delete them/s);
    assert.deepEqual(states(), ["CANCELLED"]);
  });

  it("deletes the jobs of all other kinds", async () => {
    kinds = DELETABLE;
    await stack().up();
    assert.deepEqual(
      (await outputs()).deleted,
      KINDS.map((kind) => DELETABLE.includes(kind)),
    );
    const left = new Set(fake().jobs.map(({ name }) => String(name).split("/")[4]));
    assert.ok([...names.keys()].filter((kind) => DELETABLE.includes(kind)).length === DELETABLE.length);
    assert.ok(left.has("tuningJobs"));
    for (const [kind, name] of names) assert.equal(fake().job(name) === undefined, DELETABLE.includes(kind), kind);
  });
});
