import { delimiter, dirname, join } from "node:path";
import { pulumiBin } from "./pulumiCli";
import { repository } from "./repository";

/** Variables that would bring somebody's account, project or login into a test. */
const FOREIGN = /^(PULUMI|GOOGLE|GCLOUD|CLOUDSDK|GCE)_/;

/** This process's environment, without anybody's account, project, login or proxy. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const isPlain = ([name]: [string, unknown]) => !FOREIGN.test(name) && !/_proxy$/i.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(isPlain));
}

/** Have plugins of the CLI: our own, and one that stands in for the Google provider. */
const pluginFolders = ["plugin", "googleProvider"].map((name) => join(repository, "test", "support", name));

/** Where setup has put the language hosts that a CLI lacks. */
export const languageHosts = join(repository, ".tools", "languageHosts");

/** Environment of a Pulumi CLI that keeps all it has in a folder and talks to this machine alone. */
export function pulumiEnvironment(folder: string): Record<string, string> {
  const foreign = Object.keys(process.env).filter((name) => FOREIGN.test(name));
  return {
    ...Object.fromEntries(foreign.map((name) => [name, ""])),
    PATH: [
      dirname(pulumiBin()),
      languageHosts,
      ...pluginFolders,
      join(repository, "node_modules", ".bin"),
      process.env.PATH,
    ].join(delimiter),
    // The compilers of programs leave caches there.
    TMPDIR: join(folder, "tmp"),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
  };
}
