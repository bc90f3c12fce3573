import { AuthError, HttpError, isDenied, TimeoutError, TooManyJobsError } from "../vertex/errors";
import { UsageError } from "./usageError";

/** What the command says to a script. */
export const EXIT = {
  ok: 0,
  failed: 1,
  active: 3,
  timeout: 4,
  denied: 5,
  /** EX_USAGE of sysexits.h. */
  usage: 64,
  /** As shells count: 128 and the number of the signal. */
  interrupted: 130,
  terminated: 143,
} as const;

/** The same, for people. */
export const EXIT_CODES: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, "nothing is active, or all of it has stopped"],
  [
    EXIT.failed,
    "anything else: no network, output that cannot be written, or a job ended by itself under --require-cancelled",
  ],
  [
    EXIT.active,
    "jobs match and are active: list --fail-if-active, stop without --yes or with --no-wait, more than --max",
  ],
  [EXIT.timeout, "time was up; a cancellation that was sent goes on at the server"],
  [EXIT.denied, "no credentials, or a permission is missing"],
  [EXIT.usage, "bad usage; nothing was sent"],
  [EXIT.interrupted, "Ctrl-C; cancellation goes on at the server"],
];

/** The exit code of a failure. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof TooManyJobsError) return EXIT.active;
  if (error instanceof TimeoutError) return EXIT.timeout;
  const isUnknown = error instanceof HttpError && error.answer.status === 401;
  return error instanceof AuthError || isDenied(error) || isUnknown ? EXIT.denied : EXIT.failed;
}
