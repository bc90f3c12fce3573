import { Failure } from "../../messages/failure";
import { message } from "../../messages/message";
import { printable } from "../../messages/wording";
import { COMMAND } from "../commandName";
import { describeError } from "../describeError";
import { EXIT } from "../exitCodes";

/** Exit codes that promise results, which a failed write loses. */
const CODES_OF_RESULTS: readonly number[] = [EXIT.ok, EXIT.active];

/** Settled when all that was said is out, or known not to be. */
let said = Promise.resolve();

/** Results go to stdout, so that they can be piped. Resolves when they are out: what ends a process cuts a pipe short. */
export async function print(text: string): Promise<void> {
  await written(process.stdout, text);
}

/** What is going on goes to stderr, a line each, whatever text of the service is in it. */
export function say(line: string): void {
  said = written(process.stderr, `${printable(line)}\n`);
}

/** Says in one line what failed and what to do next. */
export function sayFailure(error: unknown): void {
  say(`${COMMAND}: ${describeError(error)}`);
}

/** Ends the process once all is said. */
export async function exit(code: number): Promise<never> {
  await said;
  process.exit(code);
}

/**
 * Keeps the process going when its output can't be written: jobs are stopped all the same. A reader that has seen enough, such
 * as `head`, is no failure, and the exit code says what it would have said. Of any other fault a sentence tells, and the
 * exit code.
 */
export function outliveOutput(): void {
  let hasFailed = false;
  for (const stream of ["stdout", "stderr"] as const) {
    process[stream].on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE" || hasFailed) return;
      hasFailed = true;
      // Nobody can be told that stderr can't be written.
      if (stream === "stdout") sayFailure(new Failure(message("cannotWrite", { stream, fault: error.message })));
    });
  }
  process.once("exit", (code) => {
    if (hasFailed && CODES_OF_RESULTS.includes(code)) process.exitCode = EXIT.failed;
  });
}

async function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  await new Promise<void>((resolve) => stream.write(text, () => resolve()));
}
