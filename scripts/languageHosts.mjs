import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { buildPrograms, copyOfModule, hasGo } from "./goBuild.mjs";
import { toolsFolder } from "./repository.mjs";

/** Folder of the hosts that setup has built for a CLI of somebody else's. It must be on the PATH of that. */
export const hostsFolder = join(toolsFolder, "languageHosts");

/** Pulumi's SDK, which has some of the hosts. Its version is in the go.mod of each (tools/README.md says why). */
const sdk = "github.com/pulumi/pulumi/sdk/v3";

/** Language hosts, which run programs for the CLI. The official CLI includes them. */
const hosts = {
  yaml: {
    language: "YAML",
    duration: "about 2 minutes",
    program: { module: "pulumi-language-yaml", package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml" },
  },
  python: {
    language: "Python",
    duration: "about a minute",
    program: { module: "pulumi-language-nodejs-python", package: `${sdk}/python/cmd/pulumi-language-python` },
    /** Runs the user's program. */
    script: "python/cmd/pulumi-language-python-exec",
  },
  go: {
    language: "Go",
    duration: "about a minute",
    program: { module: "pulumi-language-go", package: `${sdk}/go/pulumi-language-go` },
  },
};

/** The languages whose hosts setup can build. */
export const languages = Object.keys(hosts);

/**
 * Finds the language hosts beside a CLI or on PATH, or builds them: beside our own CLI, which warns of a host on PATH.
 *
 * @param bin - the CLI's executable.
 */
export async function ensureLanguageHosts(bin, wanted) {
  for (const name of wanted) {
    if (!findHost(bin, name)) await buildHost(hosts[name], bin.startsWith(toolsFolder) ? dirname(bin) : hostsFolder);
  }
}

/** The path of a language's host; `undefined` if there is none. */
export function findHost(bin, name) {
  const folders = [dirname(realpathSync(bin)), dirname(bin), hostsFolder, ...process.env.PATH.split(delimiter)];
  return folders.map((folder) => join(folder, `pulumi-language-${name}`)).find((path) => existsSync(path));
}

/** Builds into a folder beside the final one, so that an interrupted setup leaves nothing that looks complete. */
async function buildHost({ language, duration, program, script }, folder) {
  if (!(await hasGo())) {
    throw new Error(
      `the CLI has no language host for ${language}: install the official CLI (https://www.pulumi.com/docs/install/), ` +
        "or Go 1.26 or newer (https://go.dev/dl/) so that it can be built; then run this again.",
    );
  }
  console.log(`setup: building the language host for ${language} from source, once: ${duration} on 2 cores …`);
  const incomplete = `${hostsFolder}-incomplete`;
  rmSync(incomplete, { recursive: true, force: true });
  try {
    if (!(await buildPrograms(`the language host for ${language}`, [program], incomplete)))
      throw new Error(`the language host for ${language} was not built, see above.`);
    if (script) await copyOfModule({ module: program.module, path: script, of: sdk }, incomplete);
    mkdirSync(folder, { recursive: true });
    // The executable is what shows that a host is there, so it comes last.
    for (const file of readdirSync(incomplete).sort((a, b) => b.length - a.length))
      renameSync(join(incomplete, file), join(folder, file));
  } finally {
    rmSync(incomplete, { recursive: true, force: true });
  }
}
