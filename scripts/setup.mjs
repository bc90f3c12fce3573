/**
 * Makes a clone ready to test and to demonstrate: dependencies, build, Pulumi CLI, and the hosts of the languages that the
 * arguments name, such as `yaml`. What is up to date is left alone.
 */
import { ensureBuild } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureLanguageHosts, languages } from "./languageHosts.mjs";
import { ensurePulumiCli } from "./pulumiCli.mjs";

const minimumNodeMajor = 20;

try {
  if (Number(process.versions.node.split(".")[0]) < minimumNodeMajor) {
    throw new Error(
      `Node.js ${process.versions.node} is too old: install ${minimumNodeMajor} or newer (https://nodejs.org).`,
    );
  }
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !languages.includes(name));
  if (unknown.length > 0)
    throw new Error(`there is no host for ${unknown.join(", ")}, only for ${languages.join(", ")}.`);
  await ensureDependencies();
  await ensureBuild();
  const { bin } = await ensurePulumiCli();
  await ensureLanguageHosts(bin, wanted);
} catch (error) {
  console.error(`setup: ${error.message}`);
  process.exit(1);
}
