#!/usr/bin/env node
/**
 * The plugin `pulumi-resource-vertex-jobs`. The engine starts it with its own address as the last argument and reads one
 * line, the port.
 */

import { EngineConnection } from "./engineConnection";
import { serve } from "./server";

/** The package's own files, from the sources as from what is built of them. */
const { version } = require("../../package.json") as { version: string };
const schema = () => JSON.stringify(require("../../schema.json"));

// Ctrl-C reaches the whole process group. The engine says by itself when to stop.
process.on("SIGINT", () => {});

async function main(): Promise<void> {
  const engine = new EngineConnection(() => process.exit(1));
  const address = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
  if (address) engine.attach(address);
  process.stdout.write(`${await serve(engine, { version, schema })}\n`);
}

void main();
