/**
 * What a step of a workflow does.
 *
 * @see https://cloud.google.com/workflows/docs/reference/syntax
 */
export interface StepBody {
  readonly assign?: readonly Readonly<Record<string, unknown>>[];
  readonly call?: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly result?: string;
  readonly switch?: readonly Branch[];
  readonly for?: Loop;
  readonly parallel?: {
    readonly shared: readonly string[];
    readonly concurrency_limit: number;
    readonly for: Loop;
  };
  readonly try?: StepBody;
  readonly retry?: string;
  readonly except?: { readonly as: string; readonly steps: readonly Step[] };
  readonly steps?: readonly Step[];
  readonly raise?: unknown;
  readonly return?: unknown;
  readonly next?: string;
}

/** A step with its name, which is the only key. */
export type Step = Readonly<Record<string, StepBody>>;

/** One way on from a `switch`. */
export interface Branch extends StepBody {
  readonly condition: string;
}

/** Steps that are taken for each element of a list. */
export interface Loop {
  readonly value: string;
  readonly in: string | readonly unknown[];
  readonly steps: readonly Step[];
}

/** Steps with a name and parameters, which other steps call. A parameter with a default is a map of one entry. */
export interface Subworkflow {
  /** Names of the parameters, or a name with its default. */
  readonly params?: readonly (string | Readonly<Record<string, unknown>>)[];
  /** What it does, in order. */
  readonly steps: readonly Step[];
}

/** Subworkflows by name. */
export type Subworkflows = Readonly<Record<string, Subworkflow>>;

/** A whole workflow, as data: what its YAML or JSON says. */
export type WorkflowDefinition = Subworkflows & { readonly main: Subworkflow };
