#!/usr/bin/env node
/**
 * The plugin `pulumi-resource-vertex-jobs`. The engine starts it with its own address as the last argument and reads one
 * line, the port.
 */

import { EngineConnection } from "./engineConnection";
import { type ServedPlugin, serve } from "./server";

/** The same relative paths lead to these files from `src` and from `dist`. */
const { version } = require("../../package.json") as { version: string };
const schema = () => JSON.stringify(require("../../schema.json"));

async function main(): Promise<void> {
  const engine = new EngineConnection(() => process.exit(1));
  const address = process.argv.slice(1).find((argument) => /^[^-].*:\d+$/.test(argument));
  if (address) engine.attach(address);
  const served = await serve(engine, { version, schema });
  for (const signal of ["SIGINT", "SIGTERM", "SIGBREAK"] as const) process.once(signal, () => void end(engine, served));
  process.stdout.write(`${served.port}\n`);
}

/** The engine sends SIGINT to end a plugin, and kills it 5 s later. */
async function end(engine: EngineConnection, served: ServedPlugin): Promise<void> {
  engine.cancel();
  await served.close();
  process.exit(0);
}

void main();
