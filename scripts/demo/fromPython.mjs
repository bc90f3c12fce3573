import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hostsFolder } from "../languageHosts.mjs";
import { ensurePlugin } from "../plugin/executable.mjs";
import { pluginVersion } from "../plugin/names.mjs";
import { ensurePythonEnvironment } from "../pythonEnvironment.mjs";
import { repository, toolsFolder } from "../repository.mjs";
import { PipelineJob } from "./pipelineJob.mjs";

const program = join(repository, "scripts", "demo", "program");

/** Prepares the third act: a Python program, its virtual environment, and the plugin as it is released. */
export async function preparePython() {
  console.log("\ndemo: packing the plugin as one executable …");
  const { archive } = await ensurePlugin();
  const python = await ensurePythonEnvironment(join(toolsFolder, "python"), { withSdk: true });
  const folders = [dirname(python), hostsFolder];
  const plugin = { name: "vertex-jobs", version: pluginVersion(), archive };
  return { program, folders, plugin, provider: "vertex-jobs" };
}

/** The third act: the same from a program in Python, which needs no Node.js. */
export async function showPython(stage) {
  const { fake, project, region } = stage;
  const submit = async (id, labels) => {
    const job = new PipelineJob(fake.endpoint, { project, region, id, labels: { env: "pr-7", ...labels } });
    await job.submit();
    await job.waitUntilRunning();
    return job;
  };
  const expect = async (job, wanted) => {
    const state = await job.state();
    if (state !== `PIPELINE_STATE_${wanted}`) throw new Error(`${job.name} should be ${wanted}, and is ${state}.`);
    console.log(`${job.name} is ${state}.`);
  };

  stage.heading("A program in Python, with the plugin and the generated SDK");
  console.log(readFileSync(join(program, "__main__.py"), "utf8"));
  const [stray, kept] = [await submit("training-1"), await submit("training-2", { keep: "yes" })];

  stage.heading("pulumi up stops what it selects");
  stage.announce("1 job listed before anything is stopped, and its states on the row of the sweep");
  await stage.createStack();
  await stage.pulumi("up", "--yes");
  await expect(stray, "CANCELLED");
  await expect(kept, "RUNNING");

  stage.heading("pulumi destroy stops what was started since");
  const late = await submit("training-3");
  await stage.pulumi("destroy", "--yes", "--skip-preview", "--remove");
  await expect(late, "CANCELLED");
  await expect(kept, "RUNNING");
}
