import assert from "node:assert/strict";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { version } from "../../package.json";
import { pluginFiles } from "../support/pluginArchive";
import { pulumiBin } from "../support/pulumiCli";
import { languageHosts } from "../support/pulumiEnvironment";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const properties = { pipelineJobId: "a" };

describe("the archive of the plugin, installed for a YAML program on a machine without Node.js", function () {
  this.timeout(240_000);
  const { fake, stack } = withStack({
    yaml: { resources: { job: { type: "vertex-jobs:PipelineJobCancellation", properties } } },
    fake: { timeToCancelMs: 0 },
  });

  before(async () => {
    const { archive } = await pluginFiles();
    assert.match(
      basename(archive),
      new RegExp(`^pulumi-resource-vertex-jobs-v${version}-[a-z]+-(amd64|arm64)\\.tar\\.gz$`),
    );
    await stack().installPlugin("vertex-jobs", version, archive);
    const folder = join(stack().projectFolder, "..", "cli");
    mkdirSync(folder);
    const hosts = [dirname(pulumiBin()), languageHosts].map((place) => join(place, "pulumi-language-yaml"));
    const host = hosts.find((path) => existsSync(path));
    assert.ok(host, "there is a language host for YAML: run npm run setup");
    for (const path of [pulumiBin(), host]) symlinkSync(path, join(folder, basename(path)));
    stack().setVariable("PATH", folder);
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
  });

  it("previews, stops the job, and destroys the stack, with nothing but the CLI and the plugin", async () => {
    const { output } = await stack().preview();
    assert.doesNotMatch(output, /from \$PATH at .*pulumi-resource-vertex-jobs/);
    await stack().up();
    assert.equal((await stack().recorded("job")).outputs.outcome, "CANCELLED");
    await stack().destroy();
  });

  it("ignores NODE_OPTIONS of the user", async () => {
    stack().setVariable("NODE_OPTIONS", "--require /there/is/no/such/file.js");
    await stack().preview();
  });
});
