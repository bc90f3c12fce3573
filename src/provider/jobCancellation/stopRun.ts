import { Failure } from "../../messages/failure";
import { message } from "../../messages/message";
import { deleteJobs } from "../../vertex/deleting/deleteJobs";
import { isDenied } from "../../vertex/errors";
import { withBudgets } from "../../vertex/http/requestBudget";
import { isTerminal, type Job } from "../../vertex/jobs/job";
import type { NamedJob } from "../../vertex/selection/resourceKey";
import { findActiveChildJobs, stopChildJobs } from "../../vertex/stopping/childJobs";
import type { JobCoordinator, StopOptions } from "../../vertex/stopping/jobCoordinator";
import type { Stopped } from "../../vertex/stopping/stopOutcome";
import type { Run, RunStart, Session } from "../definition";
import { isStoppedAgain, splitRecorded } from "../inputTable";
import { numberOf, type RecordedProject, recordedProject, requireSameProject } from "../sameProject";
import { type CancellationInputs, PIPELINE_JOB_CANCELLATION_INPUTS as RECORDED_INPUTS } from "./inputs";
import { jobNameOf } from "./jobNameOf";
import { type CancellationOutputs, type Facts, factsOf, type Outcome } from "./outputs";

/** One attempt to bring a job to where the inputs want it. Collects what it learns, so that a failure loses nothing. */
export class StopRun implements Run<Facts> {
  private readonly coordinator: JobCoordinator;
  private readonly name: NamedJob;
  private job: Job | undefined;
  private previousState: string | undefined;
  private outcome: Outcome | undefined;
  private requested: boolean;
  /** `undefined` while it is not known which run. */
  private activeChildJobs: readonly string[] | undefined;
  private isDeleted = false;
  private observed = false;

  /** What was recorded before; nothing when the job is to be stopped anew. */
  private readonly before: Facts;
  /** What was recorded of a job that was deleted. */
  private readonly deletedBefore: Facts | undefined;
  /** Whether a job that does not exist counts as stopped. */
  private readonly missingIsStopped: boolean;

  constructor(
    private readonly session: Session<CancellationInputs>,
    start: RunStart<CancellationInputs, Facts>,
  ) {
    const { vertexAi, inputs } = session;
    this.before = start.operation === "update" && start.recorded ? takenOver(start.recorded, inputs) : {};
    this.missingIsStopped =
      start.operation === "delete" ||
      inputs.ignoreMissing ||
      start.recorded?.deleted === true ||
      (start.recorded !== undefined && isWaiting(start.recorded));
    this.deletedBefore = start.recorded?.deleted ? factsIn(start.recorded) : undefined;
    this.name = jobNameOf(inputs);
    this.coordinator = vertexAi.coordinatorOf(this.name.kind, this.name);
    this.requested = this.before.__cancelRequested === true;
    if (this.before.outcome === undefined) this.previousState = this.before.previousState;
  }

  /** Whether the job was seen, or seen to be missing. */
  get hasObserved(): boolean {
    return this.observed;
  }

  /** What is known now. */
  get facts(): Facts {
    const { before, deletedBefore } = this;
    if (deletedBefore && this.outcome === "NOT_FOUND") return deletedBefore;
    const isKept = !this.outcome && this.isAsRecorded(this.job);
    const outcome = isKept ? before.outcome : this.outcome;
    const previousState = isKept ? before.previousState : this.previousState;
    return {
      ...(before.projectNumber && { projectNumber: before.projectNumber }),
      ...(this.job && factsOf(this.job)),
      ...(previousState && { previousState }),
      ...(outcome && { outcome }),
      ...(this.activeChildJobs && { activeChildJobs: this.activeChildJobs }),
      ...(this.requested && !outcome && { __cancelRequested: true }),
      ...(this.isDeleted && { deleted: true }),
    };
  }

  get projectFacts(): Partial<Facts> {
    const projectNumber = this.session.vertexAi.projectNumbers.of(this.name.project);
    return projectNumber === undefined ? {} : { projectNumber };
  }

  /**
   * Looks at the job under the new spelling of its project, and refuses another project's job.
   *
   * @returns whether it is the recorded job, or is not active.
   */
  async checkProject(recorded: RecordedProject): Promise<boolean> {
    const { vertexAi, inputs, deadline, progress } = this.session;
    const job = await this.coordinator.observe(this.name, { deadline, missingIsStopped: true });
    const { project } = inputs;
    const number = numberOf(project) ?? vertexAi.projectNumbers.of(project);
    if (requireSameProject(recordedProject(recorded), { project, number })) return true;
    progress.warn(message("projectUnproven", { project, recorded: recorded.project }));
    return !job || isTerminal(this.name.kind, job);
  }

  /** Looks once, so that a wrong name or a missing permission shows now and not when the job is to be stopped. */
  async look(): Promise<void> {
    const options = this.stopOptions();
    const job = await this.coordinator.observe(this.name, options);
    this.observed = true;
    if (job) options.onObserved?.(job);
    if (!job) this.noteMissing();
    else this.outcome = isTerminal(this.name.kind, job) ? "ALREADY_TERMINAL" : "DEFERRED";
  }

  /** Stops the job, and its child jobs if the inputs say so; then deletes it if they say that. */
  async stop(): Promise<void> {
    const { vertexAi, inputs } = this.session;
    const budget = vertexAi.client.transport.budgetOf(this.name);
    await withBudgets([budget], inputs.requestsPerMinute, async () => {
      await this.stopWithinBudget();
      this.requireCancelled();
      if (inputs.deleteStopped) await this.delete();
    });
  }

  private requireCancelled(): void {
    const { inputs } = this.session;
    const { outcome, state } = this.facts;
    if (!inputs.requireCancelled || outcome !== "COMPLETED") return;
    throw new Failure(message("completedInstead", { job: inputs.name, state: String(state) }));
  }

  private async delete(): Promise<void> {
    const { vertexAi, inputs, progress, deadline } = this.session;
    const { kind, project, region, jobId } = this.name;
    const { job: seen } = this;
    if (!seen) return;
    const job = await this.coordinator.look(this.name, { deadline, isExact: true });
    if (job && (job.state !== seen.state || job.createTime !== seen.createTime)) {
      throw new Failure(message("changedBeforeDeletion", { job: inputs.name, seen: seen.state, state: job.state }));
    }
    progress.show("deleting");
    const onDeleted = () => {
      this.isDeleted = true;
    };
    if (!job) onDeleted();
    else await deleteJobs(vertexAi, { kind, location: { project, region }, jobIds: [jobId], deadline, onDeleted });
  }

  private async stopWithinBudget(): Promise<void> {
    const stopped = await this.coordinator.stop(this.name, this.stopOptions());
    this.observed = true;
    this.job = stopped.job;
    if (!stopped.job) return this.noteMissing();
    await this.attendToChildJobs();
    this.outcome = this.outcomeOf(stopped);
  }

  private noteMissing(): void {
    this.outcome = "NOT_FOUND";
    this.activeChildJobs = [];
  }

  private stopOptions(): StopOptions {
    const { deadline, progress } = this.session;
    return {
      deadline,
      missingIsStopped: this.missingIsStopped,
      requestedBefore: this.requested,
      onObserved: (job) => {
        this.observed = true;
        this.job = job;
        this.previousState ??= job.state;
        progress.show(job.state);
      },
      onRequested: () => {
        this.requested = true;
      },
    };
  }

  /** An outcome is a fact: looking again at a job that has ended as recorded does not make it another one. */
  private outcomeOf({ outcome, job }: Stopped): Outcome {
    const { before } = this;
    if (outcome !== "ALREADY_TERMINAL" || !before.outcome || !this.isAsRecorded(job)) return outcome;
    this.previousState = before.previousState;
    return before.outcome;
  }

  /** Whether the job has ended as it was recorded to have. */
  private isAsRecorded(job: Job | undefined): boolean {
    const { state, outcome } = this.before;
    return outcome !== undefined && outcome !== "DEFERRED" && state !== undefined && state === job?.state;
  }

  private async attendToChildJobs(): Promise<void> {
    const { vertexAi, inputs, progress, deadline } = this.session;
    try {
      this.activeChildJobs = await findActiveChildJobs(vertexAi, this.name.kind, this.name, deadline);
    } catch (error) {
      if (!isDenied(error) || inputs.cancelChildJobs) throw error;
      progress.warn(message("childrenUnknown", { job: inputs.name, fault: error.content }));
      return;
    }
    if (this.activeChildJobs.length === 0) return;
    if (inputs.cancelChildJobs) {
      progress.show(`cancelling ${count(this.activeChildJobs)}`);
      await stopChildJobs(vertexAi, this.activeChildJobs, deadline);
      this.activeChildJobs = [];
      return;
    }
    const names = this.activeChildJobs;
    progress.warn(message("childrenActive", { childJobs: count(names), job: inputs.name, names }));
  }
}

/** `1 child job`, `2 child jobs`. */
export function count(childJobs: readonly string[]): string {
  return `${childJobs.length} child job${childJobs.length === 1 ? "" : "s"}`;
}

function factsIn(recorded: CancellationOutputs): Facts {
  return splitRecorded<CancellationInputs, Facts>(RECORDED_INPUTS, recorded).facts;
}

/** What a run takes over of what is recorded: all, unless the job is to be stopped anew. */
function takenOver(recorded: CancellationOutputs, news: CancellationInputs): Facts {
  const facts = factsIn(recorded);
  if (!news.cancelOn.includes("create") || !isStoppedAgain(RECORDED_INPUTS, recorded, news)) return facts;
  const { __cancelRequested, projectNumber } = facts;
  return { ...(__cancelRequested && { __cancelRequested }), ...(projectNumber && { projectNumber }) };
}

/** Whether a wait is resumed: the job was seen running, so when it is gone it has stopped. */
function isWaiting({ outcome, state }: Facts): boolean {
  return outcome === undefined && state !== undefined;
}
