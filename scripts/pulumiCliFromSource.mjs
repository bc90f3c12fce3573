import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { copyLauncher } from "./pulumiLauncher.mjs";
import { repository } from "./repository.mjs";
import { wantedVersion } from "./wantedPulumiVersion.mjs";

const tellEverySeconds = 30;

/** Two modules: the language host pins an old SDK (tools/README.md says why), which the CLI must not get. */
const programs = [
  { module: "pulumi-language-nodejs", package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs" },
  { module: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
];

/**
 * Builds the CLI and its Node.js language host from Go modules into `root`/bin.
 *
 * @returns {Promise<boolean>} whether it is there.
 */
export async function buildCli(root) {
  if ((await run("go", ["version"], { kept: true })).code !== 0) {
    console.log("setup: there is no Go to build it with.");
    return false;
  }
  const bin = join(root, "bin");
  mkdirSync(bin, { recursive: true });
  console.log("setup: building the Pulumi CLI from source, once: about 5 minutes on 2 cores …");
  const stopTelling = tellElapsedTime();
  try {
    for (const program of programs) {
      const { code, output } = await goBuild(program, bin);
      if (code === 0) continue;
      const lastLines = output.trim().split("\n").slice(-10).join("\n");
      console.log(`${lastLines}\nsetup: ${program.module} cannot be built from source, see above.`);
      return false;
    }
  } finally {
    stopTelling();
  }
  copyLauncher(bin);
  return true;
}

function goBuild(program, bin) {
  const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  const linkerFlags = `-w -s -X ${versionVariable}=v${wantedVersion()}`;
  return run(
    "go",
    [
      "build",
      "-C",
      join(repository, "tools", program.module),
      "-tags",
      "osusergo,grpcnotrace",
      "-ldflags",
      linkerFlags,
      "-o",
      `${bin}/`,
      program.package,
    ],
    { kept: true, env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" } },
  );
}

function tellElapsedTime() {
  const startedMs = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - startedMs) / 1000);
    console.log(`setup: still building the Pulumi CLI, for ${Math.floor(seconds / 60)} min ${seconds % 60} s …`);
  }, tellEverySeconds * 1000);
  return () => clearInterval(timer);
}
