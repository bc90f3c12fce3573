import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { run } from "./command.mjs";
import { installOfficialCli } from "./officialPulumiCli.mjs";
import { buildCli } from "./pulumiCliFromSource.mjs";
import { copyLauncher, launcher } from "./pulumiLauncher.mjs";
import { toolsFolder } from "./repository.mjs";

/** The oldest CLI that knows everything that the tests ask of it. */
const minimumVersion = "3.250.0";

/** What a Node.js program with a dynamic resource needs beside the CLI itself. */
const companions = ["pulumi-language-nodejs", launcher];

const ownRoot = join(toolsFolder, "pulumi");
const record = join(toolsFolder, "pulumi-cli.json");

/**
 * Finds a Pulumi CLI, or obtains one: from PATH, from an earlier setup, from its makers, from source.
 * Writes what it found to .tools/pulumi-cli.json, for the tests and the demo.
 *
 * @returns {Promise<{ bin: string, version: string }>} `bin` is the path of the executable.
 */
export async function ensurePulumiCli() {
  const cli = (await cliOnPath()) ?? (await ownCli()) ?? (await obtainCli());
  mkdirSync(toolsFolder, { recursive: true });
  writeFileSync(record, `${JSON.stringify(cli, null, 2)}\n`);
  return cli;
}

/** The executable that setup found. */
export function pulumiBin() {
  try {
    return JSON.parse(readFileSync(record, "utf8")).bin;
  } catch {
    throw new Error("No Pulumi CLI has been set up: run npm run setup.");
  }
}

async function cliOnPath() {
  const folders = process.env.PATH.split(delimiter);
  const folder = folders.find((candidate) => existsSync(join(candidate, "pulumi")));
  if (!folder) return undefined;
  const bin = join(folder, "pulumi");
  // The engine looks beside its real file as well, when PATH names a link to it.
  const searched = [dirname(realpathSync(bin)), ...folders];
  if (!companions.every((name) => searched.some((place) => existsSync(join(place, name))))) return undefined;
  return usable(bin);
}

async function ownCli() {
  const bin = join(ownRoot, "bin", "pulumi");
  if (!existsSync(bin)) return undefined;
  copyLauncher(dirname(bin));
  return companions.every((name) => existsSync(join(dirname(bin), name))) ? usable(bin) : undefined;
}

/** Both ways fill a folder beside the final one, so that an interrupted setup leaves nothing that looks complete. */
async function obtainCli() {
  const incomplete = `${ownRoot}-incomplete`;
  for (const obtain of [installOfficialCli, buildCli]) {
    rmSync(incomplete, { recursive: true, force: true });
    if (!(await obtain(incomplete))) continue;
    rmSync(ownRoot, { recursive: true, force: true });
    renameSync(incomplete, ownRoot);
    const cli = await ownCli();
    if (cli) return cli;
  }
  rmSync(incomplete, { recursive: true, force: true });
  throw new Error(
    "there is no Pulumi CLI: put one on PATH (https://www.pulumi.com/docs/install/), or connect to the internet, " +
      "or install Go 1.21 or newer (https://go.dev/dl/) so that it can be built; then run this again.",
  );
}

async function usable(bin) {
  const { code, output } = await run(bin, ["version"], {
    kept: true,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutSeconds: 20,
  });
  const version = /^v?(\d+\.\d+\.\d+)/m.exec(output)?.[1];
  return code === 0 && version && !isOlder(version, minimumVersion) ? { bin, version } : undefined;
}

function isOlder(version, than) {
  const [left, right] = [version, than].map((text) => text.split(".").map(Number));
  const at = left.findIndex((part, index) => part !== right[index]);
  return at !== -1 && left[at] < right[at];
}
