/** Run by officialPulumiCli.mjs: node officialPulumiCliInstaller.mjs VERSION ROOT */
import automation from "@pulumi/pulumi/automation/index.js";
import { unreachable } from "./officialPulumiCli.mjs";

const [version, root] = process.argv.slice(2);
const reachableWithinMs = 5000;

try {
  await fetch("https://get.pulumi.com/install.sh", { method: "HEAD", signal: AbortSignal.timeout(reachableWithinMs) });
} catch {
  process.exit(unreachable);
}

try {
  await automation.PulumiCommand.install({ version, root, skipVersionCheck: true });
} catch (error) {
  // The last line of what the shell script complained of; the error itself dumps its whole output.
  console.error((error.commandResult?.stderr || error.message).trim().split("\n").pop());
  process.exit(1);
}
