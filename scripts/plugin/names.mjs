import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../repository.mjs";

/** The plugin, as the CLI calls it. */
export const pluginName = "pulumi-resource-vertex-jobs";

/** What Go, and so the CLI, calls an operating system and a processor of Node.js. */
const systems = { linux: "linux", darwin: "darwin", win32: "windows" };
const processors = { x64: "amd64", arm64: "arm64" };

/** The version of the package, which is the plugin's. */
export function pluginVersion() {
  return JSON.parse(readFileSync(join(repository, "package.json"), "utf8")).version;
}

/** The file name of the executable for an operating system. */
export function executableName(platform) {
  return platform === "win32" ? `${pluginName}.exe` : pluginName;
}

/** The file name of the software bill of materials. */
export function billName(version) {
  return `${pluginName}-v${version}.cdx.json`;
}

/**
 * The file name that the CLI looks for among the files of a release.
 *
 * @see https://www.pulumi.com/docs/iac/packages-and-automation/pulumi-packages/authoring/
 */
export function archiveName(version, platform, arch) {
  const [system, processor] = [systems[platform], processors[arch]];
  if (!system || !processor) throw new Error(`There is no plugin for ${platform} on ${arch}.`);
  return `${pluginName}-v${version}-${system}-${processor}.tar.gz`;
}
