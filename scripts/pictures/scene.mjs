/** What the picture of a terminal shows: `pulumi up` stops a job, and all jobs of a pull request. */
import { fileURLToPath } from "node:url";
import { Stage } from "../demo/stage.mjs";

const stage = await Stage.open({ program: fileURLToPath(new URL("program", import.meta.url)), name: "dev" });
try {
  const { fake, project, region } = stage;
  const labels = { env: "pr-7" };
  fake.addPipelineJob({ project, region, pipelineJobId: "training-20261124", timeToCancelMs: 4_000 });
  for (let number = 1; number <= 30; number += 1) {
    const timeToCancelMs = 1_500 + ((number * 7) % 30) * 180; // some take longer than others
    fake.addPipelineJob({ project, region, pipelineJobId: `train-${number}`, labels, timeToCancelMs });
  }
  await stage.createStack();
  await stage.pulumi("up", "--yes", "--skip-preview");
} finally {
  await stage.close();
}
