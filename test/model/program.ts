import { jobNameOf, kindOf, type ProjectId, type Spelling, spell } from "./places";
import { type SelectionPlan, selectionInputs } from "./selection";

type CancelOn = readonly ("create" | "delete")[];

/** A `PipelineJobCancellation` of a program, or a `JobCancellation`, which takes a job of any kind. */
export interface CancellationPlan {
  readonly type: "PipelineJobCancellation" | "JobCancellation";
  readonly project: ProjectId;
  readonly spelling: Spelling;
  readonly region: string;
  readonly job: string;
  readonly cancelOn: CancelOn;
  readonly requireCancelled: boolean;
  readonly ignoreMissing: boolean;
  readonly cancelChildJobs: boolean;
  readonly deleteStopped: boolean;
}

/** A `JobSweep` of a program. */
export interface SweepPlan extends SelectionPlan {
  readonly cancelOn: CancelOn;
  readonly requireCancelled: boolean;
  readonly cancelChildJobs: boolean;
  readonly deleteStopped: boolean;
  readonly pauseSchedules: boolean;
  readonly resumeSchedulesOnDelete: boolean;
  readonly maxJobs: number;
}

/** What a program says of a resource. */
export type Plan = CancellationPlan | SweepPlan;

/** A resource of a program. */
export interface Declared {
  readonly name: string;
  readonly plan: Plan;
  /** A name that it had before, by `aliases`. */
  readonly alias?: string;
}

/** The resources of a program. */
export type Program = readonly Declared[];

/** What somebody changes in a program. A number says which resource, counted round. */
export type Edit =
  | { readonly cancellation: number; readonly to: Partial<CancellationPlan> }
  | { readonly sweep: number; readonly to: Partial<SweepPlan> }
  | { readonly rename: number; readonly withAlias: boolean }
  | { readonly remove: number };

/** Classes of resources. */
export const RESOURCE_TYPES = ["PipelineJobCancellation", "JobCancellation", "JobSweep"] as const;

/** Whether a plan is one of a cancellation. */
export function isCancellation(plan: Plan): plan is CancellationPlan {
  return "job" in plan;
}

/** The class of the resource that a plan is of. */
export function typeOf(plan: Plan): (typeof RESOURCE_TYPES)[number] {
  return isCancellation(plan) ? plan.type : "JobSweep";
}

/** What a program gives for a resource. */
export function argsOf(plan: Plan): Readonly<Record<string, unknown>> {
  if (isCancellation(plan)) {
    const { type: _t, project, spelling, region, job, ...rest } = plan;
    return { name: jobNameOf(spell(project, spelling), region, job), ...rest };
  }
  const { project: _p, spelling: _s, regions: _r, selects: _a, excludes: _e, ...rest } = plan;
  return { ...selectionInputs(plan), ...rest };
}

/** The program as it is written at first. */
export function programOf(cancellations: readonly CancellationPlan[], sweeps: readonly SweepPlan[]): Program {
  return [
    ...cancellations.map((plan, index) => ({ name: `cancellation-${index}`, plan: valid(plan) })),
    ...sweeps.map((plan, index) => ({ name: `sweep-${index}`, plan: valid(plan) })),
  ];
}

/** The program after an edit. */
export function edited(program: Program, edit: Edit): Program {
  if ("rename" in edit) {
    const renamed = nth(program, edit.rename);
    return program.map((one) =>
      one !== renamed
        ? one
        : { name: `${one.name}-renamed`, plan: one.plan, ...(edit.withAlias && { alias: one.name }) },
    );
  }
  if ("remove" in edit) {
    const removed = nth(program, edit.remove);
    return program.filter((one) => one !== removed);
  }
  const isSweep = "sweep" in edit;
  const changed = nth(
    program.filter(({ plan }) => isCancellation(plan) !== isSweep),
    isSweep ? edit.sweep : edit.cancellation,
  );
  return program.map((one) => (one === changed ? { ...one, plan: changedPlan(one.plan, edit.to) } : one));
}

/** The plan after an edit, which makes no resource of another type of it. */
function changedPlan(plan: Plan, to: Partial<Plan>): Plan {
  const changed = valid({ ...plan, ...to } as Plan);
  if (!isCancellation(plan) || !isCancellation(changed) || changed.type === plan.type) return changed;
  return { ...changed, type: plan.type, job: plan.job };
}

function nth(program: Program, index: number): Declared | undefined {
  return program[index % program.length];
}

/** The plan without what `check` refuses. */
function valid<Any extends Plan>(plan: Any): Any {
  if (isCancellation(plan)) return kindOf(plan.job) === "pipelineJobs" ? plan : { ...plan, type: "JobCancellation" };
  const isOfPipelines = plan.selects === "pipeline" || plan.excludes === "pipeline";
  const kinds = isOfPipelines ? ["pipelineJobs"] : plan.kinds;
  const pauseSchedules = plan.pauseSchedules && kinds.includes("pipelineJobs");
  const mayResume = pauseSchedules && !plan.cancelOn.includes("delete");
  return {
    ...plan,
    kinds,
    pauseSchedules,
    resumeSchedulesOnDelete: plan.resumeSchedulesOnDelete && mayResume,
  };
}
