import type { Rows } from "../row";

const WRITE_SO = "Correct it.";

const OTHER_FILE = {
  cause: "The credentials file is of another kind, or part of it is lost.",
  remedy: "Download it again.",
} as const;

/** What is wrong with a setting; the rest of a sentence that begins with where the setting came from. */
export const SETTINGS = {
  bothSet: {
    text: "and {other} are both set: set one of them",
    cause: "An access token and a key are both set in one place.",
    remedy: "Remove one.",
  },
  notAToken: {
    text: "is not an access token: it has spaces or line breaks",
    cause: "The value is something else, or the output of a command has two lines.",
    remedy: "`gcloud auth print-access-token` prints one.",
  },
  missingField: { text: "is missing", cause: "External credentials need it.", remedy: "Add it." },
  notACredentialsFile: {
    text: "is neither JSON nor the path of a JSON file",
    cause: "The credentials can't be read.",
    remedy: "Give the path of the key file, or its contents.",
  },
  credentialsType: { text: "holds credentials whose type is none of {types}", ...OTHER_FILE },
  credentialsIncomplete: { text: "holds credentials without {fields}", ...OTHER_FILE },
  credentialsUrl: { text: "holds credentials whose {field} is not an https URL", ...OTHER_FILE },
  notAPemKey: { text: "holds a private_key that is not a PEM key", ...OTHER_FILE },
  universeDiffers: {
    text: "differs from the universe_domain of the credentials in {source}",
    cause: "The credentials belong to another cloud, and are not shown to this one.",
    remedy: "Set `gcp:universeDomain` to the cloud of the credentials.",
  },
  universeNotSet: {
    text: "holds credentials with a universe_domain: set {@gcp:universeDomain} to the same",
    cause: "The credentials belong to another cloud than googleapis.com.",
    remedy: "Set `gcp:universeDomain` to the cloud of the credentials.",
  },
  notADomain: {
    text: "must be a domain such as googleapis.com",
    cause: "The value is not a domain.",
    remedy: WRITE_SO,
  },
  notAnEmail: {
    text: "must be the email of a service account",
    cause: "The value is not an email address.",
    remedy: WRITE_SO,
  },
  notAProject: {
    text: "must look like my-project",
    cause: "The value is not a project id or number.",
    remedy: WRITE_SO,
  },
  notPrintable: {
    text: "has line breaks, or other than ASCII characters",
    cause: "The value can't be sent in a request header.",
    remedy: WRITE_SO,
  },
  notTexts: { text: "must be a list of strings", cause: "The value is not a list.", remedy: WRITE_SO },
  notADuration: {
    text: 'must be a time with its unit, such as "45s"',
    cause: "The value has no unit, or is not a time.",
    remedy: WRITE_SO,
  },
  notAnEndpoint: {
    text: "is not an endpoint with a version and a trailing slash, such as {example}",
    cause: "The form that the Google provider asks for.",
    remedy: "Write it like the example.",
  },
  insecureEndpoint: {
    text: "is an http endpoint on another host: an access token is sent by https only",
    cause: "Anybody on the way could read the token.",
    remedy: "Use https, or a host on this machine.",
  },
} as const satisfies Rows;
