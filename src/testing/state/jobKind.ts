import type { VersionedMessage } from "../messages/message";
import type { JsonObject } from "./json";
import type { LaunchedJob, ShownJob } from "./launchedJob";

/** How a filter compares a field of a job. */
export interface FilterField {
  /** `pattern` is a text that also takes `:` with wildcards, and `resourceName` a name with the project's id or number. */
  readonly as: "text" | "pattern" | "resourceName" | "state" | "time" | "labels";
  /**
   * Where the field is, with dots between nested fields; `id` is the last part of the job's own name. Default: the
   * filter's name, in camelCase.
   */
  readonly path?: string;
  /** The field is a resource name, whose last part is compared. */
  readonly isId?: boolean;
}

/** One kind of job that can be cancelled, in the words of the API. */
export interface JobKindRow {
  /** The collection in the resource name, such as `customJobs`. */
  readonly collection: string;
  /** The message name, as error messages spell it. */
  readonly typeName: string;
  /** The names of its state enum; the position is the number on the wire. */
  readonly states: readonly string[];
  readonly message: VersionedMessage;
  /** The field with the name that people read. */
  readonly displayNameField: string;
  /** The query parameter with which a client chooses the id. Absent: the service does, and it is a number. */
  readonly idParameter?: string;
  /** What a creation needs: one of each line. A nested field is needed only if what it is in is there. */
  readonly required: readonly (readonly string[])[];
  /** Fields that the service sets, beyond those that every kind has; what a creation says about them is ignored. */
  readonly outputOnly: readonly string[];
  /** What its filters can name, in snake_case. */
  readonly filterFields: Readonly<Record<string, FilterField>>;
  /** Whether the API documents NOT for its filters. */
  readonly hasNot: boolean;
  readonly hasReadMask: boolean;
  /** The times by which a listing can be ordered; none: it has no `orderBy`. */
  readonly orderBy: readonly string[];
  readonly canBeDeleted: boolean;
  /** Whether there are `batchCancel` and `batchDelete`. */
  readonly hasBatches: boolean;
  /** Whether a job that was cancelled has `error: {code: 1}`. */
  readonly errorWhenCancelled: "always" | "asToldByOption" | "never";
  /** A label that the service adds to every job. */
  readonly serviceLabel?: string;
  /** By collection, where a job names those that belong to it. A path leads through every entry of a list. */
  readonly children: Readonly<Record<string, readonly string[]>>;
  /** The fields that the service sets when a job is created through the API. Default: none. */
  readonly launched?: (job: LaunchedJob) => JsonObject;
  /** Its fields as they are answered. Default: all. */
  readonly shown?: (job: ShownJob) => JsonObject;
}

/** A {@link JobKindRow} with what follows from it. */
export interface JobKind extends JobKindRow {
  /** What every name of its state enum begins with, such as `JOB_STATE_`. */
  readonly statePrefix: string;
}
