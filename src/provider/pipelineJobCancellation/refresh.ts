import { isDenied } from "../../vertex/errors";
import { isTerminal, type Job } from "../../vertex/jobs/job";
import type { JobKind } from "../../vertex/kinds/jobKind";
import { findActiveChildJobs } from "../../vertex/stopping/childJobs";
import type { Refreshed, Session } from "../definition";
import type { CancellationInputs } from "./inputs";
import { type Facts, factsOf } from "./outputs";
import { count } from "./stopRun";

/** Looks at the job anew. */
export async function refresh(
  kind: JobKind,
  session: Session<CancellationInputs>,
  facts: Facts,
): Promise<Refreshed<Facts>> {
  return refreshed(kind, await lookAgain(kind, session, facts), session.inputs);
}

/** What is kept of a job that is known to have stopped, when it can't be looked at any more. */
export function keptWhenDenied(kind: JobKind, facts: Facts, inputs: CancellationInputs) {
  return isKnownStopped(kind, facts)
    ? { ...refreshed(kind, facts, inputs), words: `${facts.state ?? facts.outcome}` }
    : undefined;
}

async function lookAgain(kind: JobKind, session: Session<CancellationInputs>, facts: Facts): Promise<Facts> {
  const { vertexAi, inputs, deadline } = session;
  const name = { project: inputs.project, region: inputs.region, jobId: inputs.pipelineJobId };
  const job = await vertexAi.coordinatorOf(kind, name).observe(name, { deadline, missingIsStopped: true });
  if (!job) return factsWhenMissing(facts);
  if (!isTerminal(kind, job)) return factsWhenActive(inputs, facts, job);
  const now = factsWhenTerminal(kind, facts, job);
  const isKnownToHaveNone = facts.outcome !== undefined && facts.activeChildJobs?.length === 0;
  if (isKnownToHaveNone) return { ...now, activeChildJobs: [] };
  try {
    return { ...now, activeChildJobs: await findActiveChildJobs(vertexAi, name, deadline) };
  } catch (error) {
    // Not known is not none: where they are to be stopped the next update tries again.
    if (!isDenied(error) || facts.activeChildJobs !== undefined) throw error;
    return now;
  }
}

/** Whether the job is recorded to have stopped. */
export function isKnownStopped(kind: JobKind, facts: Facts): boolean {
  const isRecordedTerminal = facts.state !== undefined && kind.terminalStates.has(facts.state);
  return isRecordedTerminal || facts.outcome === "NOT_FOUND";
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

function refreshed(kind: JobKind, facts: Facts, inputs: CancellationInputs): Refreshed<Facts> {
  const what = activeText(kind, facts, inputs);
  return { facts, active: what === undefined ? undefined : { what, line: what, pronoun: "it" } };
}

/** What runs: the job, or child jobs of it that are to be stopped too. */
function activeText(kind: JobKind, facts: Facts, inputs: CancellationInputs): string | undefined {
  if (facts.state !== undefined && !kind.terminalStates.has(facts.state)) return facts.state;
  const childJobs = facts.activeChildJobs ?? [];
  return inputs.cancelChildJobs && childJobs.length > 0 ? count(childJobs) : undefined;
}
