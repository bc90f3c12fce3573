import type { LocalGoogle } from "../../support/localGoogle";

/** What a row of the table has at hand. */
export interface Surroundings {
  readonly google: LocalGoogle;
  /** Leaves a file in the home directory, and tells its path. */
  file(name: string, contents: string | object): string;
}

/** What a provider process is told, and what it is expected to send. */
export interface UsableSettings {
  readonly title: string;
  readonly config?: (at: Surroundings) => Record<string, string>;
  readonly env?: (at: Surroundings) => Record<string, string>;
  readonly inputs?: (at: Surroundings) => Record<string, unknown>;
  /** The input `gcpProvider`, which only a TypeScript program can give. */
  readonly gcpProvider?: Record<string, unknown>;
  /** Access token of the request to Vertex AI. */
  readonly token: string;
  /** Host of that request; default: `us-central1-aiplatform.googleapis.com`. */
  readonly host?: string;
  /** Begin of its path; default: `/v1/projects/p/locations/us-central1/`. */
  readonly path?: string;
  /** Headers that it has, or does not have. */
  readonly headers?: Record<string, string | undefined>;
  /** Looks at the requests for access tokens. */
  readonly tokens?: (google: LocalGoogle) => unknown;
  readonly expectedTokens?: unknown;
}
