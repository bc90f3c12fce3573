/** What the page shows of the fake, as the browser gets it each second. */
export interface PageState {
  /** The fake's own time, RFC 3339. */
  readonly now: string;
  readonly jobs: {
    /** How many there are, whether they match the search or not. */
    readonly total: number;
    /** How many of them are in each state, by its name without prefix. */
    readonly states: Readonly<Record<string, number>>;
    /** The kinds that have jobs which match the search. */
    readonly kinds: readonly KindOfJobs[];
  };
  readonly schedules: { readonly total: number; readonly shown: readonly ScheduleRow[] };
  readonly requests: { readonly total: number; readonly shown: readonly RequestRow[] };
}

/** The jobs of one kind, the newest first. */
export interface KindOfJobs {
  /** The collection of the API, such as `pipelineJobs`. */
  readonly kind: string;
  readonly matching: number;
  readonly shown: readonly JobRow[];
}

/** What jobs and schedules are known by. */
export interface NamedRow {
  /** The full name. */
  readonly name: string;
  readonly id: string;
  /** The project's number. */
  readonly project: string;
  readonly region: string;
  /** Empty if it has none. */
  readonly displayName: string;
  /** Without prefix, such as `RUNNING`. */
  readonly state: string;
}

/** One job. */
export interface JobRow extends NamedRow {
  readonly labels: Readonly<Record<string, string>>;
  /** RFC 3339. */
  readonly createTime: string;
  /** RFC 3339. */
  readonly updateTime: string;
  /** What can still be done to it. */
  readonly actions: readonly string[];
}

/** One schedule. */
export interface ScheduleRow extends NamedRow {
  readonly cron: string;
  /** RFC 3339; empty if no run is to come. */
  readonly nextRunTime: string;
  readonly startedRunCount: number;
}

/** One request of a client. */
export interface RequestRow {
  /** Tells two requests apart that look alike. */
  readonly key: number;
  /** RFC 3339. */
  readonly time: string;
  readonly method: string;
  readonly path: string;
  /** As `name=value`, joined by `&`; empty if it has none. */
  readonly query: string;
  /** 0 as long as there is no answer. */
  readonly status: number;
  /** Such as `pipelineJobs.cancel`; empty for a path that leads nowhere. */
  readonly apiMethod: string;
  /** The fault that befell it, as JSON; empty for none. */
  readonly fault: string;
}

/** One job as it is opened. */
export interface OpenedJob {
  /** As the API answers a `get`. */
  readonly job: Readonly<Record<string, unknown>>;
  /** Its row in the table. */
  readonly row: JobRow;
}
