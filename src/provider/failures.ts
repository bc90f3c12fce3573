import { contentOf, stepAfter } from "../messages/failure";
import { inputName, type Message, message } from "../messages/message";
import { PULUMI_WORDS, render, type Words } from "../messages/render";
import { formatDuration } from "../vertex/duration";
import { TimeoutError } from "../vertex/errors";
import type { Identity } from "../vertex/http/credentials";
import type { TimedOperation } from "./timeouts";

/** An operation that failed after the job had been seen: the engine keeps the resource, with what is known. */
export class PartialFailure extends Error {
  /** What the engine shows in place of the message. */
  readonly reasons: readonly string[];

  /**
   * @param id - id of the resource.
   * @param properties - outputs to record, the inputs among them.
   */
  constructor(
    message: string,
    readonly id: string,
    readonly properties: object,
  ) {
    super(message);
    this.reasons = [message];
  }
}

/** What was going on when an error came. */
export interface Situation {
  readonly operation: TimedOperation | "read";
  /** What was last known, such as `PIPELINE_STATE_CANCELLING`; absent when nothing was. */
  readonly lastKnown: string | undefined;
  readonly elapsedMs: number;
  readonly urn: string | undefined;
}

/**
 * Says what failed, what was last known of the job, and what to do next.
 *
 * @param provider - the words of the provider that was asked.
 */
export function describeFailure(error: unknown, situation: Situation, provider: Words = PULUMI_WORDS): string {
  const words = wordsOf(situation.operation, provider);
  const sentences = [render(withLastKnown(error, situation), words), stepAfter(error, words)];
  if (situation.operation === "delete") {
    sentences.push(render(message("letGo", { urn: situation.urn ?? "URN" }), words));
  }
  return sentences.filter(Boolean).join(". ");
}

function withLastKnown(error: unknown, { lastKnown, elapsedMs }: Situation): Message {
  const failure = contentOf(error);
  // A timeout of the wait says it itself.
  const isSaid =
    error instanceof TimeoutError || Object.values(failure.parameters).some((value) => value === lastKnown);
  if (lastKnown === undefined || isSaid) return failure;
  return message("withLastKnown", { failure, state: lastKnown, elapsed: formatDuration(elapsedMs) });
}

function wordsOf(operation: Situation["operation"], provider: Words): Words {
  const [reader, command] = (
    {
      create: ["pulumi", "pulumi up"],
      update: ["pulumi", "pulumi up"],
      delete: ["pulumi", "pulumi destroy"],
      read: ["refresh", "pulumi refresh"],
    } as const
  )[operation];
  const names: Readonly<Record<string, string>> = { command, customTimeouts: `customTimeouts.${operation}` };
  return { reader, nameOf: (name) => names[name] ?? provider.nameOf(name) };
}

/** Says that a recorded access token has expired, and which identity is used instead. */
export function describeFallback(refused: Identity, used: Identity, words?: Words): string {
  const sources = { refused: inputName(refused.source), used: inputName(used.source) };
  return render(message("otherIdentity", sources), words);
}
