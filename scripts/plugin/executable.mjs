import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "../command.mjs";
import { cacheFolder, repository } from "../repository.mjs";
import { describeSources, readStamp, writeStamp } from "../sources.mjs";
import { writeBillOfMaterials } from "./billOfMaterials.mjs";
import { bundlePlugin } from "./bundle.mjs";
import { archiveName, billName, executableName, pluginVersion } from "./names.mjs";

/** Marks the place for a program in the executable of Node.js. */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

const postject = join(repository, "node_modules", "postject", "dist", "cli.js");
const folder = join(repository, "build", "plugin");
const stamp = join(cacheFolder, "plugin-sources.json");
const { platform, arch } = process;

/**
 * Builds the plugin for this machine, unless it was built from exactly these sources.
 *
 * @returns {Promise<{ executable: string, archive: string }>} paths.
 */
export async function ensurePlugin() {
  const executable = join(folder, executableName(platform));
  const archive = join(folder, archiveName(pluginVersion(), platform, arch));
  const sources = pluginSources();
  const isBuilt = existsSync(executable) && existsSync(archive);
  if (isBuilt && JSON.stringify(readStamp(stamp)) === JSON.stringify(sources)) return { executable, archive };
  // An interrupted build must leave nothing that looks complete.
  rmSync(stamp, { force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await buildExecutable(executable);
  // Names without a folder: GNU tar takes the drive of a Windows path for a host.
  await succeed("tar", ["-czf", basename(archive), basename(executable)], folder);
  writeStamp(stamp, sources);
  return { executable, archive };
}

/** The plugin's sources, its build scripts, and its Node.js. */
export function pluginSources() {
  const build = readdirSync(join(repository, "scripts", "plugin")).map((file) => join("scripts", "plugin", file));
  const files = describeSources(["schema.json", "package.json", "package-lock.json", ...build]);
  return { ...files, node: process.version };
}

/**
 * Makes a single executable application: the Node.js that runs this, with the plugin's bundle in it.
 *
 * @see https://nodejs.org/docs/latest-v24.x/api/single-executable-applications.html
 */
async function buildExecutable(executable) {
  const bundle = join(folder, "plugin.cjs");
  const [config, blob] = [join(folder, "sea.json"), join(folder, "sea.blob")];
  await writeBillOfMaterials(await bundlePlugin(bundle), join(folder, billName(pluginVersion())));
  const settings = {
    main: bundle,
    output: blob,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    // A module that the user's NODE_OPTIONS preloads could print before the port.
    execArgvExtension: "none",
  };
  writeFileSync(config, JSON.stringify(settings));
  await succeed(process.execPath, ["--experimental-sea-config", config]);
  copyFileSync(process.execPath, executable);
  chmodSync(executable, 0o755);
  if (platform === "darwin") await succeed("codesign", ["--remove-signature", executable]);
  const segment = platform === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : [];
  // A process of its own: it warns of sections of Node.js that do not matter.
  await succeed(process.execPath, [postject, executable, "NODE_SEA_BLOB", blob, "--sentinel-fuse", fuse, ...segment]);
  if (platform === "darwin") await succeed("codesign", ["--sign", "-", executable]);
  for (const file of [bundle, config, blob]) rmSync(file);
}

async function succeed(command, args, cwd) {
  const { code, output } = await run(command, args, { cwd, kept: true });
  if (code !== 0) throw new Error(`${command} ${args[0]} failed: ${output.trim()}`);
}
