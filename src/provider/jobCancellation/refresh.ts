import { isDenied } from "../../vertex/errors";
import { isTerminal, type Job } from "../../vertex/jobs/job";
import type { JobKind } from "../../vertex/kinds/jobKind";
import { findActiveChildJobs } from "../../vertex/stopping/childJobs";
import type { ActiveJobs, Refreshed, Session } from "../definition";
import type { CancellationInputs } from "./inputs";
import { jobNameOf } from "./jobNameOf";
import { type CancellationOutputs, type Facts, factsOf } from "./outputs";
import { count } from "./stopRun";

/** Looks at the job anew. */
export async function refresh(session: Session<CancellationInputs>, facts: Facts): Promise<Refreshed<Facts>> {
  return refreshed(await lookAgain(session, facts), session.inputs);
}

/** What is kept of a job that is known to have stopped, when it can't be looked at any more. */
export function keptWhenDenied(facts: Facts, inputs: CancellationInputs) {
  const isKept = isKnownStopped({ ...inputs, ...facts });
  return isKept ? { ...refreshed(facts, inputs), words: `${facts.state ?? facts.outcome}` } : undefined;
}

async function lookAgain(session: Session<CancellationInputs>, facts: Facts): Promise<Facts> {
  const { vertexAi, inputs, deadline } = session;
  const name = jobNameOf(inputs);
  const { kind } = name;
  const job = await vertexAi.coordinatorOf(kind, name).observe(name, { deadline, missingIsStopped: true });
  if (!job) return factsWhenMissing(facts);
  if (!isTerminal(kind, job)) return factsWhenActive(inputs, facts, job);
  const now = factsWhenTerminal(kind, facts, job);
  const isKnownToHaveNone = facts.outcome !== undefined && facts.activeChildJobs?.length === 0;
  if (isKnownToHaveNone) return { ...now, activeChildJobs: [] };
  try {
    return { ...now, activeChildJobs: await findActiveChildJobs(vertexAi, kind, name, deadline) };
  } catch (error) {
    // Not known is not none: where they are to be stopped the next update tries again.
    if (!isDenied(error) || facts.activeChildJobs !== undefined) throw error;
    return now;
  }
}

/** Whether the job is recorded to have stopped. */
export function isKnownStopped({ state, outcome, ...inputs }: CancellationOutputs): boolean {
  const { kind } = jobNameOf(inputs);
  return (state !== undefined && kind.terminalStates.has(state)) || outcome === "NOT_FOUND";
}

/** A cancellation is a fact, not an object: it stays when the job is deleted later. */
function factsWhenMissing(facts: Facts): Facts {
  if (facts.outcome === "DEFERRED") return { outcome: "DEFERRED" };
  if (facts.outcome !== undefined) return facts;
  return { ...(facts.previousState && { previousState: facts.previousState }), outcome: "NOT_FOUND" };
}

function factsWhenActive(inputs: CancellationInputs, facts: Facts, job: Job): Facts {
  if (!inputs.cancelOn.includes("create")) return { ...factsOf(job), previousState: job.state, outcome: "DEFERRED" };
  // An outcome that was recorded is that of an earlier job of the same name.
  if (facts.outcome !== undefined) return factsOf(job);
  const { previousState, __cancelRequested } = facts;
  return {
    ...factsOf(job),
    ...(previousState && { previousState }),
    ...(__cancelRequested && { __cancelRequested }),
  };
}

function factsWhenTerminal(kind: JobKind, facts: Facts, job: Job): Facts {
  const previousState = facts.previousState ?? job.state;
  const isAsRecorded = facts.state === job.state;
  if (facts.outcome === "DEFERRED") return { ...factsOf(job), previousState, outcome: "DEFERRED" };
  if (facts.outcome !== undefined && isAsRecorded) return { ...factsOf(job), previousState, outcome: facts.outcome };
  if (facts.outcome === undefined && facts.__cancelRequested) {
    const outcome = job.state === kind.cancelledState ? "CANCELLED" : "COMPLETED";
    return { ...factsOf(job), previousState, outcome };
  }
  return { ...factsOf(job), previousState: job.state, outcome: "ALREADY_TERMINAL" };
}

function refreshed(facts: Facts, inputs: CancellationInputs): Refreshed<Facts> {
  const what = activeIn(facts, inputs);
  const active: ActiveJobs | undefined = what === undefined ? undefined : { what, line: what, pronoun: "it" };
  return { facts, active, isMissing: facts.outcome === "NOT_FOUND" };
}

/** What runs: the job, or child jobs of it that are to be stopped too. */
export function activeIn(facts: Facts, inputs: CancellationInputs): string | undefined {
  const { kind } = jobNameOf(inputs);
  if (facts.state !== undefined && !kind.terminalStates.has(facts.state)) return facts.state;
  const childJobs = facts.activeChildJobs ?? [];
  return inputs.cancelChildJobs && childJobs.length > 0 ? count(childJobs) : undefined;
}
