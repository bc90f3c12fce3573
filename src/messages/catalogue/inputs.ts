import type { Rows } from "../row";

const WRITE_SO = "Correct it.";

/** What is wrong with an input; the rest of a sentence that begins with the input. */
export const INPUTS = {
  notAnInput: {
    text: "is not an input of {type}",
    cause: "A typing error, or an input of another resource.",
    remedy: "Correct the name.",
  },
  notASetting: {
    text: "is not a setting of a connection",
    cause: "A typing error in `connection`.",
    remedy: "Correct the name.",
  },
  notAProviderSetting: {
    text: "is not a setting of the provider",
    cause: "A typing error in the inputs of `vertex-jobs:Provider`, or in `vertex-jobs:*` config.",
    remedy: "Correct the name.",
  },
  mustBeString: { text: "must be a string", cause: "A value of another type.", remedy: WRITE_SO },
  mustBeBoolean: { text: "must be true or false", cause: "A value of another type.", remedy: WRITE_SO },
  mustBeCount: { text: "must be a whole number above 0", cause: "A value of another type.", remedy: WRITE_SO },
  mustBeList: { text: "must be a list", cause: "A value of another type.", remedy: WRITE_SO },
  mustBeObject: { text: "must be an object", cause: "A value of another type.", remedy: WRITE_SO },
  mustBeListOf: {
    text: "must be a non-empty list of {entries}",
    cause: "The list is empty, is not a list, or has another entry.",
    remedy: WRITE_SO,
  },
  listedTwice: { text: "lists {value} twice", cause: "One entry stands there twice.", remedy: "Remove one." },
  notBoth: {
    text: "can't be given together with pipelineJobId: give one of them",
    cause: "Both `name` and `pipelineJobId` say which job.",
    remedy: "Remove one.",
  },
  nameMissing: {
    text: "is missing: give the full name, or pipelineJobId with project and region",
    cause: "Neither `name` nor `pipelineJobId` is given.",
    remedy: "Give one of them.",
  },
  fullNameMissing: {
    text: "is missing: give the full name of the job",
    cause: "A `JobCancellation` without `name`.",
    remedy: "Give it.",
  },
  mustHaveForm: {
    text: "must have the form {form}",
    cause: "The text is not a full resource name.",
    remedy: "Use the name that the API answers with, which begins with `projects/`.",
  },
  notAJobId: {
    text: "must be 1 to 128 lowercase letters, digits, and hyphens, not beginning with a hyphen",
    cause: "No pipeline job can have this id.",
    remedy: "Give the last part of the job's name.",
  },
  namesDiffer: {
    text: "does not agree with name, which says {named}",
    cause: "`project` or `region` is given beside a full `name` that says something else.",
    remedy: "Correct one, or leave `project` and `region` out.",
  },
  projectForm: { text: "must look like my-project", cause: "Not a project id or number.", remedy: WRITE_SO },
  fromDefault: {
    text: "from {source} {reason}",
    cause: "The default comes from config or the environment, and can't be used.",
    remedy: "Correct it there.",
  },
  noDefault: {
    text: {
      pulumi: "is missing: give it here, or set {config} or {variable}",
      command: "is missing: give it, or set {variable}",
    },
    cause: "There is no value and no default.",
    remedy: "Set one of these.",
  },
  globalLocation: {
    text: "is the global location: pipeline jobs run in a region such as us-central1",
    cause: "Jobs run in regions.",
    remedy: "Give the region of the job.",
  },
  multiRegion: {
    text: "is a multi-region: pipeline jobs run in a region such as {region}",
    cause: "Jobs run in regions.",
    remedy: "Give the region of the job.",
  },
  zone: { text: "is a zone: its region is {region}", cause: "Jobs run in regions.", remedy: "Give the region." },
  regionForm: { text: "must look like us-central1", cause: "Not a region.", remedy: WRITE_SO },
  namedLocation: {
    text: "has the location {location}, which {reason}",
    cause: "The location in a full name is not a region.",
    remedy: "Give the region of the job.",
  },
  mustBeDuration: {
    text: 'must be more than zero, such as "30m"',
    cause: "Not a length of time.",
    remedy: WRITE_SO,
  },
  resumeAfterStop: {
    text: `can't be set beside "delete" in cancelOn: it would start what was just stopped`,
    cause: "These two contradict each other.",
    remedy: "Choose one.",
  },
  resumeWithoutPause: {
    text: "needs pauseSchedules: it resumes what that has paused",
    cause: "There is nothing to resume.",
    remedy: "Set `pauseSchedules`, too.",
  },
  pauseWithoutPipelines: {
    text: "needs pipelineJobs in kinds: schedules start no other jobs",
    cause: "`pauseSchedules` is set, and `kinds` has no pipeline jobs.",
    remedy: "Add them, or remove `pauseSchedules`.",
  },
  cannotBeDeleted: {
    text: "can't be set for {kind}: the service can't delete them",
    cause: "The API has no method that deletes jobs of this kind.",
    remedy: "Remove `deleteStopped`, or the kind.",
  },
  pauseWithFilter: {
    text: "can't be set beside {field}: only the server can evaluate it, and only for jobs",
    cause: "The provider can't tell whether a `filter` matches a schedule.",
    remedy: "Use the other conditions.",
  },
} as const satisfies Rows;
