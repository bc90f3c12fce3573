import type { Rows } from "../row";

const UP_STOPS = {
  cause: "A refresh has found jobs running that are declared stopped.",
  remedy: "Run `pulumi up` to stop them again.",
} as const;

const RENAMED = {
  cause: "The old resource is deleted after the new one is created, and its delete stops jobs.",
  remedy:
    "Check that the jobs may stop. Use [`aliases`](https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/) for a new name or parent.",
} as const;

const SPELLED_OTHERWISE = {
  cause:
    "The project is spelled as an id instead of a number, or the other way round, and there is no job or schedule that tells the number.",
  remedy: "Nothing, if it is the same project. Otherwise declare another resource.",
} as const;

const ACTIVE_CHILDREN = {
  cause: "Custom jobs go on although the pipeline that started them has ended. They cost money.",
} as const;

/** What a resource's row shows beside its progress. */
export const NOTES = {
  wouldStop: {
    text: "would stop {jobs}{when}{deletion}{refusal}:{list}",
    cause: "A preview lists what a sweep would stop.",
    remedy: "Read it before you confirm.",
  },
  thenDeleted: { text: ", and then delete what has stopped", cause: "`deleteStopped` is set." },
  wouldDelete: {
    text: "would delete {jobs} that the sweep has stopped before, as far as they still match",
    cause: "`deleteStopped` is set now, and was not when the jobs were stopped.",
    remedy: "Read it before you confirm.",
  },
  leftUndeleted: {
    text: "{jobs} of earlier sweeps are not deleted, since only {most} jobs are recorded",
    cause: "`deleteStopped` was set after a sweep of very many jobs.",
    remedy: "Delete the rest in the console, or with a program of your own.",
  },
  whenDeleted: { text: " when this is deleted", cause: 'Only `"delete"` is in `cancelOn`.' },
  refused: {
    text: ", which is refused: {@maxJobs} is {maxJobs}",
    cause: "More jobs match than may be stopped at once.",
    remedy: "Narrow the selector, or raise `maxJobs`.",
  },
  noJobMatches: {
    text: "no job matches now",
    cause: "A sweep has nothing to do now. Jobs that start before `up` count.",
  },
  previewUnknown: {
    text: "which jobs would be stopped can't be told yet: an input is not known",
    cause: "An input is an output of a resource that does not exist yet.",
    remedy: "Nothing: `up` will know it.",
  },
  previewFailed: {
    text: "which jobs would be stopped can't be told: {fault}",
    cause: "The preview could not list. It fails nothing.",
    remedy: "Find the rest of the message on this page: `up` would fail with it.",
  },
  upStops: { text: "{active}: the next `pulumi up` stops {them}", ...UP_STOPS },
  destroyStops: {
    text: "{active}: `pulumi destroy` will stop {them}",
    cause: '`cancelOn` has only `"delete"`, and the job runs, as it may.',
  },
  bothStop: { text: "{active}: the next `pulumi up` stops {them}, `pulumi destroy` will stop {them}", ...UP_STOPS },
  replacementStopsJob: {
    text: 'this replacement stops {job}, since "delete" is in its cancelOn. If the resource is only renamed or moved, give the new one the old name in aliases',
    ...RENAMED,
  },
  replacementStopsJobs: {
    text: 'this replacement stops the jobs that the old resource matches, since "delete" is in its cancelOn. If it is only renamed or moved, give the new resource the old name in aliases',
    ...RENAMED,
  },
  paused: { text: "paused {schedule}", cause: "`pauseSchedules` is set, and the schedule starts jobs that match." },
  pausedBefore: {
    text: "these schedules were paused before and stay paused on delete, since a person may have paused them: {schedules}. If this resource was renamed, give it its old name in aliases",
    cause: "The schedules that match were paused before this resource was created.",
    remedy: "If the resource was not renamed, resume the schedules yourself when you want that.",
  },
  leftDeclared: {
    text: "left {schedule} paused, since another resource of this program declares it paused",
    cause: "A sweep was renamed, moved, replaced, or removed, and another one matches the same schedule.",
  },
  leftPausedAgain: {
    text: "left {schedule} paused, since somebody else has resumed it and paused it again",
    cause: "The schedule was resumed after this resource had paused it, and was paused again.",
    remedy: "Resume it yourself when you want that.",
  },
  projectUnproven: {
    text: "whether {project} is project {recorded} is not known: nothing there tells its number",
    ...SPELLED_OTHERWISE,
  },
  pausesKept: {
    text: "{note}. The schedules that were paused stay recorded",
    ...SPELLED_OTHERWISE,
  },
  childrenNotLookedFor: {
    text: "child jobs of {jobs} were not looked for: only {most} stopped jobs are recorded",
    cause: "`cancelChildJobs` was turned on after a sweep of more jobs than the state has.",
    remedy: "Cancel the other child jobs by hand, if there are any.",
  },
  childrenUnknown: {
    text: "whether child jobs of {job} still run is not known: {fault}",
    cause: "The permission `aiplatform.customJobs.get` is missing.",
    remedy: "Grant it, or ignore it if pipelines start no custom jobs.",
  },
  childrenActive: {
    text: "{childJobs} of {job} still active: {names}. Set cancelChildJobs to stop them too",
    ...ACTIVE_CHILDREN,
  },
  keptAsLastKnown: {
    text: "kept as last known, {known}: {fault}",
    cause:
      "A refresh may not look (403), and the jobs had stopped before. A dead project does not block the refresh of the rest.",
    remedy: "If the project is gone, `pulumi state delete` the resource.",
  },
  otherIdentity: {
    text: "{refused} of the last `pulumi up` is not valid any more: using {used} instead",
    cause: "The access token in the state has expired.",
  },
  inheritedProvider: {
    text: "uses the Google provider {provider}, which its parent has",
    cause: "The parent has an explicit Google provider, and the resource names none.",
  },
  skippedStop: {
    text: 'no job is stopped on delete, although cancelOn has "delete": the option {option} skips the deletion. Remove it',
    cause: "With `retainOnDelete` or `deletedWith` the engine does not call the provider.",
  },
  skippedResume: {
    text: "no schedule is resumed on delete, although resumeSchedulesOnDelete is set: the option {option} skips the deletion. Remove it",
    cause: "With `retainOnDelete` or `deletedWith` the engine does not call the provider.",
  },
  withLastKnown: {
    text: "{failure} (last known: {state}, after {elapsed})",
    cause: "What was known of the jobs when the operation failed.",
  },
  letGo: {
    text: "To remove the resource from the state without stopping anything: pulumi state delete '{urn}'",
    cause: "A destroy failed.",
    remedy: "Only if the jobs need not stop.",
  },
} as const satisfies Rows;
