import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const execute = promisify(execFile);
const executablePath = "/usr/bin/chromium";

/**
 * Starts a headless Chromium, Debian's, with a profile of its own that is thrown away.
 * @throws Error that says in one sentence what is missing.
 */
export async function startChromium(): Promise<Browser> {
  await access(executablePath).catch(installChromium);
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return await chromium.launch({ executablePath, args });
}

async function installChromium(): Promise<void> {
  console.log("Installing Chromium with apt-get, which takes half a minute ...");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await execute("apt-get", ["update"], { env })
    .then(() => execute("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env }))
    .catch(() => {
      throw new Error("Chromium is needed at /usr/bin/chromium: on Debian, apt-get install chromium as root.");
    });
}
