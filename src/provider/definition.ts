import type { InputFailure } from "../messages/failure";
import type { Message } from "../messages/message";
import type { Deadline } from "../vertex/http/deadline";
import type { VertexAi } from "../vertex/vertexAi";
import type { CheckResult, RawInputs } from "./checkResult";
import type { CommonInputs } from "./commonInputs";
import type { Settings } from "./connection/settings";
import type { InputTable } from "./inputTable";
import type { Progress } from "./progress";
import type { RequestContext } from "./request";
import type { RecordedProject } from "./sameProject";

/** What an operation on the jobs of a resource works with. */
export interface Session<Inputs> {
  readonly vertexAi: VertexAi;
  readonly inputs: Inputs;
  readonly progress: Progress;
  readonly deadline: Deadline;
}

/** Where a run begins. */
export interface RunStart<Inputs, Facts> {
  readonly operation: "create" | "update" | "delete";
  /** What was recorded before; absent for a new resource. */
  readonly recorded?: Inputs & Facts;
  readonly context: RequestContext;
}

/** One attempt to bring jobs to where the inputs want them. It collects what it learns, so that a failure loses nothing. */
export interface Run<Facts> {
  /** Whether there is anything to record. */
  readonly hasObserved: boolean;
  /** What is known now. */
  readonly facts: Facts;
  /** What answers have told of the project. */
  readonly projectFacts: Partial<Facts>;
  /**
   * Looks whether the project is the recorded one, which is spelled in another way.
   *
   * @returns whether what is recorded holds: if that is the project; or, if nothing tells, no such job is active there.
   * @throws Error when it is another project, before anything is sent that changes something.
   */
  checkProject(recorded: RecordedProject): Promise<boolean>;
  /** Stops the jobs. */
  stop(): Promise<void>;
  /** Looks once, so that a wrong input or a missing permission shows now and not when the jobs are to be stopped. */
  look(): Promise<void>;
}

/** Jobs that run although they should not, or, before a deletion that stops them, that are to be stopped. */
export interface ActiveJobs {
  /** Such as `PIPELINE_STATE_RUNNING` or `3 jobs`. */
  readonly what: string;
  /** The same as the beginning of a line, such as `3 jobs active`. */
  readonly line: string;
  readonly pronoun: "it" | "them";
}

/** What a refresh has found. */
export interface Refreshed<Facts> {
  readonly facts: Facts;
  /** Absent: nothing runs that concerns the resource. */
  readonly active?: ActiveJobs | undefined;
  /** Whether there is no such job. */
  readonly isMissing?: boolean;
}

/** All that makes one resource differ from another. The lifecycle is the same for all. */
export interface Definition<Inputs extends CommonInputs, Facts extends { readonly projectNumber?: string }> {
  /** The resource's class. */
  readonly type: string;
  readonly inputs: InputTable;
  /** Names of the outputs that are no inputs. A preview does not know them. */
  readonly outputs: readonly string[];
  /** Determines which jobs the inputs are about, and fills in what follows from config, environment, or other inputs. */
  locate(olds: RawInputs, news: RawInputs, settings: Settings): CheckResult;
  /** Checks inputs that must fit each other. */
  checkTogether?(news: RawInputs): InputFailure[];
  /** Inputs of which a program has given a value that is not known yet and that may be another one than before. */
  unknownIdentity?(news: Inputs): string[];
  /** Whether what is recorded is what the inputs ask for. Whatever is not known to be stopped is not. */
  isGoalReached(recorded: Facts & Partial<Inputs>, inputs: Inputs): boolean;
  /** The inputs of a resource that is imported by its id, as a program would give them; absent: it can't be imported. */
  imported?(id: string): RawInputs;
  /** Id of the resource. */
  idOf(inputs: Inputs, urn: string | undefined): string;
  begin(session: Session<Inputs>, start: RunStart<Inputs, Facts>): Run<Facts>;
  /** Looks anew at jobs that were stopped or are to be stopped. */
  refresh(session: Session<Inputs>, facts: Facts): Promise<Refreshed<Facts>>;
  /** What is kept when a refresh is denied; `undefined` if the jobs are not known to have stopped. */
  keptWhenDenied(facts: Facts, inputs: Inputs): (Refreshed<Facts> & { readonly words: string }) | undefined;
  /** What is known to run although it should not, such as `PIPELINE_STATE_CANCELLING` or `3 jobs`. */
  activeIn(facts: Facts, inputs: Inputs): string | undefined;
  /** What was last known, for messages. */
  lastKnown(facts: Facts): string | undefined;
  /** Warns of a replacement whose delete stops jobs; absent: it stops none. */
  describeReplacement(recorded: Inputs & Facts): Message | undefined;
  /** Says which jobs would be stopped, and what else would be done. */
  preview?(session: Session<Inputs>, recorded: (Inputs & Facts) | undefined): Promise<readonly Message[]>;
  /** Takes note of what is declared in this run. */
  declare?(inputs: Inputs, recorded: (Inputs & Facts) | undefined, context: RequestContext): void;
  /** Whether a deletion that stops nothing releases what the resource holds. */
  releases?(inputs: Inputs): boolean;
  /** Releases what the resource holds. */
  release?(session: Session<Inputs>, facts: Facts, context: RequestContext): Promise<void>;
}
