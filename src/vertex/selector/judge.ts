import { PIPELINE_JOBS } from "../jobKind";
import { compileFilter } from "./compileFilter";
import { hasField, JOB_FIELDS, type JobField, type ListedJob } from "./listedJob";
import { type Condition, excludingConditions, selectingConditions } from "./matches";
import { isCanonicalScheduleName } from "./resourceKey";
import type { Exclusion, SelectionContext, Selector } from "./selector";

/** Whether something holds; `undefined` while that hinges on a field that is not known. */
export type Verdict = boolean | undefined;

/** A listing that tells for which jobs one condition holds, or may hold. */
export interface Question {
  readonly condition: Condition;
  /** The list method's filter: all that the condition has, and non-terminal states where others are of no interest. */
  readonly filter: string;
}

/** Fields that most jobs may lack, and that the server can filter by exactly. */
const FILTERED_FIELDS = ["pipelineName", "templateUri", "scheduleName", "filter"] as const;

/**
 * Judges which jobs of a listing a selection means.
 *
 * A field that a listing leaves out is unknown, unless the listing has it for another job: then it is empty. Unknown means
 * neither that a selector matches nor that an exclusion does not.
 */
export class Judge {
  private readonly selecting: readonly Condition[];
  private readonly excluding: readonly Condition[];
  private readonly carried = new Set<Condition["reads"]>();
  private readonly answers = new Map<Condition, ReadonlySet<string>>();

  /**
   * @param selector - one that `checkSelector` has nothing against; the same for `exclude`.
   * @throws TypeError for a time or an age that `checkSelector` would have refused.
   */
  constructor(
    private readonly selector: Selector,
    private readonly exclude: Exclusion | undefined,
    private readonly context: SelectionContext,
  ) {
    this.selecting = selectingConditions(selector, context);
    this.excluding = excludingConditions(exclude, context);
  }

  /** Learns from a listed job which fields the listing has. Comes before any verdict on it. */
  see(job: ListedJob): void {
    for (const field of JOB_FIELDS) if (hasField(job, field)) this.carried.add(field);
  }

  /** Whether a listed job is meant, as far as is known so far. A verdict that is not `undefined` is final. */
  verdictOf(job: ListedJob): Verdict {
    return this.judge(job, this.carried);
  }

  /** Whether a job is meant that was read by itself: a field that it lacks is empty. */
  isMeant(job: ListedJob): boolean {
    return this.judge(job, new Set<JobField>(JOB_FIELDS)) === true;
  }

  /**
   * What to ask once the listing has ended, so that few jobs have to be read by themselves.
   *
   * @param open - a job without a verdict.
   */
  questions(open: ListedJob): Question[] {
    const ofExclusion = FILTERED_FIELDS.flatMap((field) => this.question(this.excluding, field, this.exclude, open));
    // By other fields, and by the number, the listing was filtered already.
    const isById = this.selector.scheduleName !== undefined && !isCanonicalScheduleName(this.selector.scheduleName);
    return [...ofExclusion, ...(isById ? this.question(this.selecting, "scheduleName", this.selector, open) : [])];
  }

  /**
   * Takes the answer to a question. For an exclusion it decides, so that a filter which the server ignores excludes too
   * much and never too little; a selector it can only rule out.
   *
   * @param names - of the jobs that are listed with its filter.
   */
  answer({ condition }: Question, names: ReadonlySet<string>): void {
    this.answers.set(condition, names);
  }

  private judge(job: ListedJob, known: ReadonlySet<Condition["reads"]>): Verdict {
    const selected = all(this.selecting, (condition) => {
      if (known.has(condition.reads)) return condition.holds(job);
      return this.answers.get(condition)?.has(job.name) === false ? false : undefined;
    });
    if (this.excluding.length === 0 || selected === false) return selected;
    const excluded = all(this.excluding, (condition) =>
      known.has(condition.reads) ? condition.holds(job) : this.answers.get(condition)?.has(job.name),
    );
    if (excluded === true) return false;
    return excluded === false ? selected : undefined;
  }

  private question(
    conditions: readonly Condition[],
    field: (typeof FILTERED_FIELDS)[number],
    wanted: Exclusion | undefined,
    open: ListedJob,
  ): Question[] {
    const condition = conditions.find(({ reads }) => reads === field);
    if (!condition || this.carried.has(field)) return [];
    const value = field === "scheduleName" ? withNumberOf(open, wanted?.scheduleName) : wanted?.[field];
    const { nowMs } = this.context;
    // Some texts can't stand in a filter.
    if (compileFilter({ [field]: value }, { nowMs, defaultStates: "any" }) === undefined) return [];
    const defaultStates = this.isTerminalOfInterest ? "any" : "active";
    return [{ condition, filter: compileFilter({ [field]: value }, { nowMs, defaultStates }) as string }];
  }

  private get isTerminalOfInterest(): boolean {
    const { states } = this.selector;
    return states?.some((state) => PIPELINE_JOBS.terminalStates.has(state)) ?? this.context.defaultStates === "any";
  }
}

/** A schedule's name with the project's number, which the name of a listed job has. */
function withNumberOf({ name }: ListedJob, scheduleName: string | undefined): string | undefined {
  const [, number] = /^(projects\/\d+)\//.exec(name) ?? [];
  return number === undefined ? scheduleName : scheduleName?.replace(/^projects\/[^/]+/, number);
}

/** Whether all conditions hold: one that does not decides, whatever is unknown of the others. */
function all(conditions: readonly Condition[], verdictOf: (condition: Condition) => Verdict): Verdict {
  const verdicts = conditions.map(verdictOf);
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}
