import type { JobField, JobKind } from "../kinds/jobKind";
import { compileFilter } from "./compileFilter";
import { hasField, type ListedJob } from "./listedJob";
import { type Condition, excludingConditions, selectingConditions } from "./matches";
import { isCanonicalScheduleName } from "./resourceKey";
import type { Exclusion, SelectionContext, Selector } from "./selector";

/** Whether something holds; `undefined` while that hinges on a field that is not known. */
export type Verdict = boolean | undefined;

/** A listing of the jobs for which one condition holds, or may hold. */
export interface Question {
  readonly condition: Condition;
  /** Filter of the list method: the condition, and non-terminal states unless the selection takes others too. */
  readonly filter: string;
}

/** Fields that a job may lack and that the server filters by exact value. */
const FILTERED_FIELDS = ["pipelineName", "templateUri", "scheduleName", "filter"] as const;

/**
 * Decides which jobs of a listing a selection matches.
 *
 * If a listed job lacks a field, the field is empty when another job of the listing has it, and unknown otherwise. An
 * unknown field leaves both the selector and the exclusion undecided.
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

  /** The kind of the jobs. */
  get kind(): JobKind {
    return this.context.kind;
  }

  /** Learns from a listed job which fields the listing has. Comes before any verdict on it. */
  see(job: ListedJob): void {
    for (const field of this.fields) if (hasField(job, field)) this.carried.add(field);
  }

  /** Whether the selection matches a listed job; `undefined` while that is not known. Any other verdict is final. */
  verdictOf(job: ListedJob): Verdict {
    return this.judge(job, this.carried);
  }

  /** Whether the selection matches a job from a `get`, in which a missing field is empty. */
  matches(job: ListedJob): boolean {
    return this.judge(job, new Set(this.fields)) === true;
  }

  /** Whether the selection certainly does not match a job from a `get`: one of the server's conditions may be unknown. */
  rejects(job: ListedJob): boolean {
    return this.judge(job, new Set(this.fields)) === false;
  }

  /**
   * The listings that decide about open jobs once the first listing has ended, so that few jobs have to be read one by one.
   *
   * @param open - a job without a verdict.
   */
  questions(open: ListedJob): Question[] {
    const ofExclusion = FILTERED_FIELDS.flatMap((field) => this.question(this.excluding, field, this.exclude, open));
    // The first listing was filtered by the other fields, and by a schedule name with the project's number.
    const isById = this.selector.scheduleName !== undefined && !isCanonicalScheduleName(this.selector.scheduleName);
    return [...ofExclusion, ...(isById ? this.question(this.selecting, "scheduleName", this.selector, open) : [])];
  }

  /**
   * Takes the answer to a question. It decides an exclusion: if the server ignores the filter, too much is excluded and never
   * too little. Of a selector, it can only say that a job does not match.
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
    // Some texts can't stand in a filter.
    const { idCondition: _beside, ...alone } = this.context;
    if (compileFilter({ [field]: value }, { ...alone, defaultStates: "any" }) === undefined) return [];
    const defaultStates = this.isTerminalOfInterest ? "any" : "active";
    return [{ condition, filter: compileFilter({ [field]: value }, { ...this.context, defaultStates }) as string }];
  }

  /** The fields that jobs of this kind have. */
  private get fields(): readonly JobField[] {
    return Object.keys(this.kind.fields) as JobField[];
  }

  private get isTerminalOfInterest(): boolean {
    const { states } = this.selector;
    const { kind } = this.context;
    return states?.some((state) => kind.terminalStates.has(state)) ?? this.context.defaultStates === "any";
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
