import { Failure } from "../messages/failure";

/** A command line that can't be understood. Nothing was sent. */
export class UsageError extends Failure {
  override readonly name = "UsageError";
}
