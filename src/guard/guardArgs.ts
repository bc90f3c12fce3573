import type * as pulumi from "@pulumi/pulumi";
import type { JobConditionsArgs, JobSelectorArgs } from "../resources/jobSelector";
import type { JobKindName } from "../vertex/kinds/kinds";

/** Arguments of `JobGuard`. */
export interface JobGuardArgs {
  /**
   * Kinds of jobs to stop. A condition that one of them lacks is refused.
   *
   * @default ["pipelineJobs"]
   */
  kinds?: pulumi.Input<pulumi.Input<JobKindName>[]>;
  /**
   * Which jobs to stop: the selector of a sweep. `olderThan` means an age at the time of each run. Label keys are
   * lowercase letters, digits, `_` and `-`, and no text may have `${` in it.
   */
  selector: pulumi.Input<JobSelectorArgs>;
  /** Which of them to leave alone. A workflow evaluates it, so `filter` is refused. */
  exclude?: pulumi.Input<JobConditionsArgs>;
  /**
   * Project id or number, of the jobs and of all that the guard creates.
   *
   * @default that of `selector.names`, then of the guard's Google provider: its own or its parent's, or `gcp:project` and
   *   the environment variables that the Google provider reads
   */
  project?: pulumi.Input<string>;
  /**
   * Vertex AI locations to watch.
   *
   * @default those of `selector.names`, then that of the guard's Google provider: its own or its parent's, or
   *   `gcp:region` and the environment variables that the Google provider reads
   */
  regions?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Region of the workflow and of its schedule. One is enough for jobs of all regions.
   *
   * @default the first of {@link regions}
   */
  workflowRegion?: pulumi.Input<string>;
  /**
   * When to run, as a cron expression of five fields.
   *
   * @default every ten minutes
   */
  schedule?: pulumi.Input<string>;
  /**
   * Time zone of {@link schedule}, such as `Europe/Berlin`.
   *
   * @default Etc/UTC
   */
  timeZone?: pulumi.Input<string>;
  /**
   * Only list what would be stopped, as the result of each execution.
   *
   * @default false
   */
  dryRun?: pulumi.Input<boolean>;
  /**
   * How many jobs of all {@link kinds} together one run may stop, up to 500. When more match, it fails with nothing cancelled.
   *
   * @default 100
   */
  maxJobs?: pulumi.Input<number>;
  /**
   * How long one run may take, in seconds, up to a day. When a job is still active then, the run fails and names it.
   *
   * @default 1800
   */
  waitSeconds?: pulumi.Input<number>;
  /** Labels of the workflow, and of the alert if there is one. */
  labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Email address of an existing service account that the workflow and its schedule run as. It is given the guard's role.
   *
   * @default a new one
   */
  serviceAccountEmail?: pulumi.Input<string>;
  /**
   * Enable the APIs that the guard uses: Workflows, Workflow Executions, Cloud Scheduler, Vertex AI. They stay enabled
   * when the guard goes.
   *
   * @default false
   */
  enableApis?: boolean;
  /** Raise an alert in Cloud Monitoring when an execution has failed, and tell these notification channels. */
  alert?: {
    /** Full names of the channels; none: the alert is seen in the console only. */
    notificationChannels?: pulumi.Input<pulumi.Input<string>[]>;
  };
}
