import type { JsonObject } from "../../src/testing";
import { jobNameOf, type KindName, kindOf, type ProjectId, type Spelling, spell } from "./places";

/** What sets jobs apart, and what schedules launch. */
export interface Marks {
  readonly labels: keyof typeof LABELS;
  /** `pipelineSpec.pipelineInfo.name`. */
  readonly pipeline: "train" | "prod";
}

/** Labels of jobs. */
export const LABELS = {
  plain: { environment: "pr-7" },
  owned: { environment: "pr-7", owner: "me" },
  kept: { environment: "pr-7", keep: "yes" },
  other: { environment: "production" },
} as const;

/** Which jobs a sweep selects. */
export interface SelectionPlan {
  readonly project: ProjectId;
  readonly spelling: Spelling;
  readonly regions: readonly string[];
  /** At least one has a job that is named. */
  readonly kinds: readonly KindName[];
  readonly selects: keyof typeof SELECTORS;
  readonly excludes: keyof typeof EXCLUSIONS;
}

/** Job ids that selectors and exclusions name. */
const NAMED = ["a", "b", "e"];
const SPARED = ["a", "e"];

type Condition = (job: JsonObject, id: string) => boolean;

interface Conditions {
  readonly input: (plan: SelectionPlan) => object | undefined;
  readonly holds: Condition;
}

/** Selectors by name: as a program gives them, and what they mean. */
export const SELECTORS = {
  environment: {
    input: () => ({ labels: { environment: "pr-7" } }),
    holds: (job) => labelOf(job, "environment") === "pr-7",
  },
  owner: {
    input: () => ({ labels: { environment: "pr-7", owner: "me" } }),
    holds: (job) => labelOf(job, "environment") === "pr-7" && labelOf(job, "owner") === "me",
  },
  all: { input: () => ({ allJobs: true }), holds: () => true },
  pipeline: { input: () => ({ pipelineName: "train" }), holds: (job) => pipelineOf(job) === "train" },
  names: { input: (plan) => ({ names: namesOf(plan, NAMED) }), holds: (_job, id) => NAMED.includes(id) },
} as const satisfies Record<string, Conditions>;

/** Exclusions by name. */
export const EXCLUSIONS = {
  nothing: { input: () => undefined, holds: () => false },
  keep: { input: () => ({ labels: { keep: "*" } }), holds: (job) => labelOf(job, "keep") !== undefined },
  pipeline: { input: () => ({ pipelineName: "prod" }), holds: (job) => pipelineOf(job) === "prod" },
  names: { input: (plan) => ({ names: namesOf(plan, SPARED) }), holds: (_job, id) => SPARED.includes(id) },
} as const satisfies Record<string, Conditions>;

/** What a program says of the selection. */
export function selectionInputs(plan: SelectionPlan): Record<string, unknown> {
  const exclude = EXCLUSIONS[plan.excludes].input(plan);
  return {
    project: spell(plan.project, plan.spelling),
    regions: plan.regions,
    selector: SELECTORS[plan.selects].input(plan),
    ...(exclude && { exclude }),
  };
}

/** Whether a selector can name jobs of a kind. */
export function isNameable(kind: KindName): boolean {
  return NAMED.some((id) => kindOf(id) === kind);
}

/** Whether a sweep's selection matches a job, whatever the state of that. */
export function isSelected(job: JsonObject | undefined, key: string, plan: SelectionPlan): boolean {
  const [project, region, id = ""] = key.split("/");
  const isHere = project === plan.project && plan.regions.includes(String(region));
  return job !== undefined && isHere && plan.kinds.includes(kindOf(id)) && meets(job, id, plan);
}

/** Whether the jobs that a schedule launches will be selected. Names select no job to come. */
export function isLauncherSelected(schedule: JsonObject | undefined, key: string, plan: SelectionPlan): boolean {
  const request = schedule?.createPipelineJobRequest as { pipelineJob?: JsonObject } | undefined;
  const [project, region] = key.split("/");
  const isHere = project === plan.project && plan.regions.includes(String(region));
  return (
    isHere && plan.selects !== "names" && request?.pipelineJob !== undefined && meets(request.pipelineJob, "", plan)
  );
}

/** Whether two selections are the same, however they spell the project. */
export function isSameSelection(one: SelectionPlan, other: SelectionPlan): boolean {
  const meaning = ({ project, regions, kinds, selects, excludes }: SelectionPlan) =>
    JSON.stringify([project, regions, kinds, selects, excludes]);
  return meaning(one) === meaning(other);
}

function meets(job: JsonObject, id: string, { selects, excludes }: SelectionPlan): boolean {
  const selector: Conditions = SELECTORS[selects];
  const exclusion: Conditions = EXCLUSIONS[excludes];
  return selector.holds(job, id) && !exclusion.holds(job, id);
}

function namesOf({ project, spelling, regions, kinds }: SelectionPlan, ids: readonly string[]): string[] {
  const named = ids.filter((id) => kinds.includes(kindOf(id)));
  return regions.flatMap((region) => named.map((id) => jobNameOf(spell(project, spelling), region, id)));
}

function labelOf({ labels }: JsonObject, label: string): string | undefined {
  return (labels as Readonly<Record<string, string>> | undefined)?.[label];
}

function pipelineOf({ pipelineSpec }: JsonObject): string | undefined {
  return (pipelineSpec as { pipelineInfo?: { name?: string } } | undefined)?.pipelineInfo?.name;
}
