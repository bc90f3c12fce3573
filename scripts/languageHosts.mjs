import { existsSync, realpathSync, renameSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { buildPrograms, hasGo } from "./goBuild.mjs";
import { toolsFolder } from "./repository.mjs";

/** Folder of the hosts that setup has built. It must be on the PATH of the CLI. */
export const hostsFolder = join(toolsFolder, "languageHosts");

/** Language hosts, which run programs for the CLI. The official CLI includes them. */
const hosts = {
  yaml: {
    language: "YAML",
    executable: "pulumi-language-yaml",
    duration: "about 2 minutes",
    program: {
      module: "pulumi-language-yaml",
      package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    },
  },
};

/** The languages whose hosts setup can build. */
export const languages = Object.keys(hosts);

/**
 * Finds the language hosts beside a CLI or on PATH, or builds them.
 *
 * @param bin - the CLI's executable.
 */
export async function ensureLanguageHosts(bin, wanted) {
  for (const name of wanted) {
    if (!findHost(bin, name)) await buildHost(hosts[name]);
  }
}

/** The path of a language's host; `undefined` if there is none. */
export function findHost(bin, name) {
  const folders = [dirname(realpathSync(bin)), dirname(bin), hostsFolder, ...process.env.PATH.split(delimiter)];
  return folders.map((folder) => join(folder, hosts[name].executable)).find((path) => existsSync(path));
}

/** Builds into a folder beside the final one, so that an interrupted setup leaves nothing that looks complete. */
async function buildHost({ language, executable, duration, program }) {
  if (!(await hasGo())) {
    throw new Error(
      `the CLI has no language host for ${language}: install the official CLI (https://www.pulumi.com/docs/install/), ` +
        "or Go 1.25 or newer (https://go.dev/dl/) so that it can be built; then run this again.",
    );
  }
  console.log(`setup: building the language host for ${language} from source, once: ${duration} on 2 cores …`);
  const incomplete = `${hostsFolder}-incomplete`;
  rmSync(incomplete, { recursive: true, force: true });
  if (!(await buildPrograms(`the language host for ${language}`, [program], incomplete))) {
    rmSync(incomplete, { recursive: true, force: true });
    throw new Error(`the language host for ${language} was not built, see above.`);
  }
  moveInto(incomplete, executable);
}

function moveInto(incomplete, executable) {
  if (!existsSync(hostsFolder)) return renameSync(incomplete, hostsFolder);
  renameSync(join(incomplete, executable), join(hostsFolder, executable));
  rmSync(incomplete, { recursive: true });
}
