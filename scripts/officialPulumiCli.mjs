import { fileURLToPath } from "node:url";
import { run } from "./command.mjs";
import { pathWithOwnNode } from "./repository.mjs";
import { wantedVersion } from "./wantedPulumiVersion.mjs";

const installer = fileURLToPath(new URL("officialPulumiCliInstaller.mjs", import.meta.url));

/** Exit code of the installer: the host of the download was not reached, so nothing else was tried. */
export const unreachable = 3;

/**
 * Lets the Automation API install the official CLI into `root`. In a process of its own, which can be ended as a whole:
 * the Automation API offers no way to abort an installation that hangs.
 *
 * @returns {Promise<boolean>} whether it is there.
 */
export async function installOfficialCli(root) {
  const version = wantedVersion();
  console.log(`setup: looking for the official Pulumi CLI ${version} …`);
  const { code, output } = await run("node", [installer, version, root], {
    kept: true,
    // Behind a proxy `fetch` of Node.js 24 needs to be told to use it.
    env: { ...process.env, PATH: pathWithOwnNode(), NODE_USE_ENV_PROXY: "1" },
    timeoutSeconds: 600,
  });
  if (code === 0) return true;
  const reason = output.trim().split("\n").pop() || "it took longer than ten minutes";
  console.log(
    code === unreachable ? "setup: its download is not reachable." : `setup: its installation failed: ${reason}`,
  );
  return false;
}
