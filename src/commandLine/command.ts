#!/usr/bin/env node
import { CommanderError } from "commander";
import { type Message, message } from "../messages/message";
import { EXIT, exitCodeOf } from "./exitCodes";
import { Interruption } from "./interruption";
import { exit, outliveOutput, sayFailure } from "./output/streams";
import { commandLine } from "./program";
import type { Values } from "./selectorOptions";
import { UsageError } from "./usageError";

/** What each message of commander begins with. */
const PREFIX = "error: ";

async function main(): Promise<void> {
  outliveOutput();
  const program = commandLine(run);
  try {
    if (process.argv.length < 3) throw new UsageError(message("noCommand"));
    await program.parseAsync();
  } catch (error) {
    // Help or version, which somebody has asked for and has now.
    if (error instanceof CommanderError && error.exitCode === 0) return;
    await end(error instanceof CommanderError ? new UsageError(contentOf(error)) : error);
  }
}

/** What runs a command is loaded now: help and bad usage need none of it. */
async function run(name: "list" | "stop", values: Values): Promise<void> {
  const interruption = new Interruption((code) => process.exit(code));
  interruption.listen();
  try {
    const { signal } = interruption;
    const code =
      name === "list"
        ? await (require("./list") as typeof import("./list")).list(values, signal)
        : await (require("./stop") as typeof import("./stop")).stop(values, signal);
    await exit(code);
  } catch (error) {
    // Said already, with all that is known.
    if (interruption.signal.aborted) await exit(interruption.exitCode);
    throw error;
  }
}

async function end(error: unknown): Promise<void> {
  sayFailure(error);
  await exit(exitCodeOf(error) || EXIT.failed);
}

/** What commander says; its messages begin with the word that this command begins with, too. */
function contentOf({ code, message: text }: CommanderError): Message {
  if (code === "commander.help") return message("noSuchCommand");
  return message("otherError", { text: text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text });
}

main().catch(end);
