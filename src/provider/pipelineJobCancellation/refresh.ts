import { isDenied } from "../../vertex/errors";
import type { Deadline } from "../../vertex/http/deadline";
import { isTerminal, type Job } from "../../vertex/jobs/job";
import { PIPELINE_JOBS } from "../../vertex/kinds/jobKind";
import { findActiveChildJobs } from "../../vertex/stopping/childJobs";
import { JobStopper } from "../../vertex/stopping/jobStopper";
import type { VertexAi } from "../../vertex/vertexAi";
import { STOPPED } from "../cancelOn";
import type { Progress } from "../progress";
import type { CancellationInputs } from "./inputs";
import { type CancellationOutputs, type Facts, factsOf, splitOutputs } from "./outputs";
import { count } from "./stopRun";

/** What a refresh works with. */
export interface RefreshOptions {
  readonly vertexAi: VertexAi;
  readonly progress: Progress;
  readonly deadline: Deadline;
}

/** What `read` answers, less the id. */
export interface Refreshed {
  readonly props: CancellationOutputs;
  readonly inputs: CancellationInputs;
}

/** Reads the job anew. What runs although it should not shows in `desiredState`, so that the next update has a reason. */
export async function refresh(outputs: CancellationOutputs, options: RefreshOptions): Promise<Refreshed> {
  const { inputs, facts } = splitOutputs(outputs);
  const { progress } = options;
  let now: Facts;
  try {
    now = await lookAgain(inputs, facts, options);
  } catch (error) {
    if (!isDenied(error) || !isKnownStopped(facts)) throw error;
    // A dead project must not block the refresh of everything else in the stack.
    progress.warn(`kept as last known, ${facts.state ?? facts.outcome}: ${error.message}`);
    now = facts;
  }
  const active = activeText(inputs, now);
  if (active) progress.info(`${active}: ${whatComes(inputs)}`);
  const isDrift = active !== undefined && inputs.cancelOn.includes("create");
  const refreshed = { ...inputs, desiredState: isDrift ? `ACTIVE: ${active}` : STOPPED };
  return { inputs: refreshed, props: { ...refreshed, ...now } };
}

async function lookAgain(inputs: CancellationInputs, facts: Facts, options: RefreshOptions): Promise<Facts> {
  const stopper = new JobStopper(options.vertexAi, PIPELINE_JOBS);
  const name = { project: inputs.project, region: inputs.region, jobId: inputs.pipelineJobId };
  const job = await stopper.observe(name, { deadline: options.deadline, missingIsStopped: true });
  if (!job) return factsWhenMissing(facts);
  if (!isTerminal(PIPELINE_JOBS, job)) return factsWhenActive(inputs, facts, job);
  const now = factsWhenTerminal(facts, job);
  const isKnownToHaveNone = facts.outcome !== undefined && facts.activeChildJobs?.length === 0;
  if (isKnownToHaveNone) return { ...now, activeChildJobs: [] };
  try {
    return { ...now, activeChildJobs: await findActiveChildJobs(options.vertexAi, job, options.deadline) };
  } catch (error) {
    // Not known is not none: where they are to be stopped the next update tries again.
    if (!isDenied(error) || facts.activeChildJobs !== undefined) throw error;
    return now;
  }
}

/** Whether the job is recorded to have stopped. */
export function isKnownStopped(facts: Facts): boolean {
  const isRecordedTerminal = facts.state !== undefined && PIPELINE_JOBS.terminalStates.has(facts.state);
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

function factsWhenTerminal(facts: Facts, job: Job): Facts {
  const previousState = facts.previousState ?? job.state;
  const isAsRecorded = facts.state === job.state;
  if (facts.outcome === "DEFERRED") return { ...factsOf(job), previousState, outcome: "DEFERRED" };
  if (facts.outcome !== undefined && isAsRecorded) return { ...factsOf(job), previousState, outcome: facts.outcome };
  if (facts.outcome === undefined && facts.__cancelRequested) {
    const outcome = job.state === PIPELINE_JOBS.cancelledState ? "CANCELLED" : "COMPLETED";
    return { ...factsOf(job), previousState, outcome };
  }
  return { ...factsOf(job), previousState: job.state, outcome: "ALREADY_TERMINAL" };
}

/** What runs: the job, or child jobs of it that are to be stopped too. */
function activeText(inputs: CancellationInputs, facts: Facts): string | undefined {
  if (facts.state !== undefined && !PIPELINE_JOBS.terminalStates.has(facts.state)) return facts.state;
  const childJobs = facts.activeChildJobs ?? [];
  return inputs.cancelChildJobs && childJobs.length > 0 ? count(childJobs) : undefined;
}

function whatComes({ cancelOn }: CancellationInputs): string {
  const comes = [
    cancelOn.includes("create") && "the next `pulumi up` stops it",
    cancelOn.includes("delete") && "`pulumi destroy` will stop it",
  ];
  return comes.filter(Boolean).join(", ");
}
