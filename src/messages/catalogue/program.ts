import type { Rows } from "../row";

const NO_GET = "Declare the resource: nothing is sent to a job that has stopped.";

/** What a program, or the state, asks for and the package can't do. */
export const PROGRAM = {
  notAvailable: {
    text: "{type}.get is not available: declare the resource with new, or look at jobs with getJobs",
    cause: "`PipelineJobCancellation.get` or `JobSweep.get` was called.",
    remedy: NO_GET,
  },
  notImportable: {
    text: "{type} can't be imported: declare it in the program",
    cause: "A sweep is a selection. There is nothing with an id that could be imported.",
    remedy: "Declare the resource.",
  },
  badImport: {
    text: "cannot import {id}: the id {reasons}",
    cause: "A cancellation is imported by the full name of its job.",
    remedy: "Give the name that the API answers with, which begins with `projects/`.",
  },
  otherProvider: {
    text: "{resource} cannot use the provider of {package}: remove the option provider, or give a provider of @pulumi/gcp",
    cause: "The resource option `provider` is a provider of another package.",
    remedy: "Remove it, or pass the Google provider whose project, region, and credentials the resource is to use.",
  },
  noTimeout: {
    text: '{resource}: customTimeouts.{operation} must be more than zero, such as "30m"',
    cause: "A timeout of zero, which the engine takes for no timeout.",
    remedy: "Give a length of time.",
  },
  badArguments: {
    text: "getJobs: {failures}",
    cause: "`getJobs` was called with arguments that can't be used.",
    remedy: "Find the rest of the message on this page.",
  },
  setting: {
    text: "{source} {reason}",
    cause: "A setting that cannot be used.",
    remedy: "Find the rest of the message on this page.",
  },
  badGuard: {
    text: "JobGuard {name}: {failures}",
    cause: "Arguments of a guard that can't be used.",
    remedy: "Find the rest of the message on this page.",
  },
  unknownResource: {
    text: "this version of pulumi-vertex-jobs has no resource {type}: install the version that created it",
    cause: "The state is of a newer version.",
    remedy: "Upgrade.",
  },
  unknownFunction: {
    text: "there is no function {token}",
    cause: "The program calls a function that this version of the plugin does not have.",
    remedy: "Upgrade the plugin.",
  },
  unknownMethod: {
    text: "{type} has no {method}",
    cause: "The engine has called a method that no resource has.",
    remedy: "Report it.",
  },
  unknownKind: {
    text: "there is no kind {kind}",
    cause: "The state is of a newer version, which knows more kinds of jobs.",
    remedy: "Upgrade.",
  },
  otherError: {
    text: "{text}",
    cause: "A library or the operating system has failed in a way that this package does not know.",
    remedy: "Report it, if it is not clear.",
  },
} as const satisfies Rows;
