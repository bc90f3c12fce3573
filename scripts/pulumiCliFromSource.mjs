import { join } from "node:path";
import { buildPrograms, hasGo } from "./goBuild.mjs";
import { copyLauncher } from "./pulumiLauncher.mjs";
import { wantedVersion } from "./wantedPulumiVersion.mjs";

/** Two modules: the language host pins an old SDK (tools/README.md says why), which the CLI must not get. */
const programs = [
  {
    module: "pulumi-language-nodejs-python",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  },
  { module: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
];

const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * Builds the CLI and its Node.js language host from Go modules into `root`/bin.
 *
 * @returns {Promise<boolean>} whether it is there.
 */
export async function buildCli(root) {
  if (!(await hasGo())) {
    console.log("setup: there is no Go to build it with.");
    return false;
  }
  const bin = join(root, "bin");
  console.log("setup: building the Pulumi CLI from source, once: about 5 minutes on 2 cores …");
  const variables = { [versionVariable]: `v${wantedVersion()}` };
  const versioned = programs.map((program) => ({ ...program, variables }));
  if (!(await buildPrograms("the Pulumi CLI", versioned, bin))) return false;
  copyLauncher(bin);
  return true;
}
