/** Makes a clone ready to test and to demonstrate: dependencies, build, Pulumi CLI. What is up to date is left alone. */
import { ensureBuild } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensurePulumiCli } from "./pulumiCli.mjs";

const minimumNodeMajor = 20;

try {
  if (Number(process.versions.node.split(".")[0]) < minimumNodeMajor) {
    throw new Error(
      `Node.js ${process.versions.node} is too old: install ${minimumNodeMajor} or newer (https://nodejs.org).`,
    );
  }
  await ensureDependencies();
  await ensureBuild();
  await ensurePulumiCli();
} catch (error) {
  console.error(`setup: ${error.message}`);
  process.exit(1);
}
