/**
 * Makes a clone ready to test and to demonstrate: dependencies, build, Pulumi CLI (unless an argument is `--no-cli`), and the
 * hosts of the languages that the other arguments name, such as `yaml`. It leaves everything alone that is up to date.
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
  const needsCli = !process.argv.includes("--no-cli");
  const wanted = process.argv.slice(2).filter((name) => name !== "--no-cli");
  const unknown = wanted.filter((name) => !languages.includes(name));
  if (unknown.length > 0)
    throw new Error(`there is no host for ${unknown.join(", ")}, only for ${languages.join(", ")}.`);
  await ensureDependencies();
  await ensureBuild();
  if (needsCli) await ensureLanguageHosts((await ensurePulumiCli()).bin, wanted);
} catch (error) {
  console.error(`setup: ${error.message}`);
  process.exit(1);
}
