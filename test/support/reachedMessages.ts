import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "../../src/messages/catalogue";
import { repository } from "./repository";

/**
 * Notes which messages of the catalogue a process words. `npm run test:coverage` loads this file into mocha and into the
 * commands that the tests start, and then runs it to name the messages that no test has reached.
 */
const FOLDER = join(repository, "reports", "reachedMessages");

/** Messages that only a whole engine makes, with the test that reaches them there. */
const REACHED_ELSEWHERE = { inheritedProvider: "test/e2e/inheritedProvider.test.ts" };

function record(): void {
  const reached = new Set<string>();
  for (const [code, row] of Object.entries(CATALOGUE)) {
    const { text } = row;
    Object.defineProperty(row, "text", {
      get() {
        reached.add(code);
        return text;
      },
    });
  }
  process.once("exit", () => {
    mkdirSync(FOLDER, { recursive: true });
    appendFileSync(join(FOLDER, `${process.pid}.txt`), `${[...reached].join("\n")}\n`);
  });
}

function nameUnreached(): void {
  const lines = readdirSync(FOLDER).flatMap((file) => readFileSync(join(FOLDER, file), "utf8").split("\n"));
  const reached = new Set([...lines, ...Object.keys(REACHED_ELSEWHERE)]);
  const unreached = Object.keys(CATALOGUE).filter((code) => !reached.has(code));
  rmSync(FOLDER, { recursive: true });
  if (unreached.length === 0) return;
  console.error(`No test reaches these messages of src/messages/catalogue: ${unreached.join(", ")}.`);
  process.exitCode = 1;
}

if (require.main === module) nameUnreached();
else record();
