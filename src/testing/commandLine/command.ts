#!/usr/bin/env node
import { parseArgs } from "node:util";
import { FakeVertexAi } from "../fakeVertexAi";
import type { FakeVertexAiOptions } from "../options";
import { COMMAND_OPTIONS, commandHelp, readOptions } from "./commandOptions";
import { UsageError } from "./usageError";

/** EX_USAGE of sysexits.h. */
const EXIT_USAGE = 64;

async function main(): Promise<void> {
  const { values } = parseCommandLine();
  if (values.help === true) {
    process.stdout.write(commandHelp());
    return;
  }
  await serve(readOptions(values));
}

function parseCommandLine(): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({ options: COMMAND_OPTIONS, strict: true });
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

async function serve(options: FakeVertexAiOptions): Promise<void> {
  const fake = await FakeVertexAi.start(options);
  process.stdout.write(`${fake.url}\n`);
  process.stdout.write(`Point Pulumi at it: pulumi config set gcp:vertexAiCustomEndpoint ${fake.endpoint}\n`);
  process.stdout.write("In Python, Go, and YAML the name of the setting begins with vertex-jobs: in place of gcp:\n");
  const stop = (): void => {
    fake.stop().catch(fail);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
}

function fail(error: unknown): void {
  process.stderr.write(`fake-vertex-ai: ${firstSentence(error)}\n`);
  process.exitCode = error instanceof UsageError || error instanceof RangeError ? EXIT_USAGE : 1;
}

function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(/\n|(?<=\.) /)[0] ?? message;
}

main().catch(fail);
