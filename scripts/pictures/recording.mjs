import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../command.mjs";

/**
 * Runs a command in a pseudo-terminal, with the program `script` of Linux.
 *
 * @returns {Promise<{ atMs: number, text: string }[]>} what it printed, and when.
 */
export async function record(command, { columns, rows }) {
  const folder = mkdtempSync(join(tmpdir(), "recording-"));
  const [output, timing] = [join(folder, "output"), join(folder, "timing")];
  try {
    const sized = `stty cols ${columns} rows ${rows}; exec ${command}`;
    const { code } = await run("script", ["-qefc", sized, "--log-out", output, "--log-timing", timing]);
    if (code !== 0) throw new Error(`${command} failed, see above.`);
    return eventsOf(readFileSync(output), readFileSync(timing, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each line of the timing is a delay in seconds and a number of bytes; the output has a line of its own before them. */
function eventsOf(output, timing) {
  let at = output.indexOf("\n") + 1;
  let atMs = 0;
  // A character may be cut in two.
  const decoder = new TextDecoder();
  return timing
    .trim()
    .split("\n")
    .map((line) => {
      const [seconds, bytes] = line.split(" ").map(Number);
      atMs += seconds * 1000;
      const text = decoder.decode(output.subarray(at, at + bytes), { stream: true });
      at += bytes;
      return { atMs, text };
    });
}
