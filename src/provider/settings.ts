import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { type Credentials, KEY_TYPES } from "../vertex/credentials";
import { DEFAULT_ENDPOINT, isEndpoint } from "../vertex/endpoint";

/** Stack configuration as a dynamic provider gets it: keys with their namespace, such as `gcp:project`. */
export interface Config {
  get(key: string): string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that can't be used. The message names it and where it came from, and never its value. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

/**
 * What the Google provider is told, read from the same places in the same order: `gcp:*` config, then environment.
 *
 * @see https://www.pulumi.com/registry/packages/gcp/installation-configuration/
 */
export class Settings {
  constructor(
    private readonly config: Config | undefined,
    private readonly env: Environment = process.env,
  ) {}

  /** The value of a `gcp:*` config key, without the environment. */
  configured(key: "project" | "region"): string | undefined {
    return this.config?.get(`gcp:${key}`) || undefined;
  }

  /** Default project, an id or a number. */
  project(): string | undefined {
    return this.find("project", ["GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"])
      ?.value;
  }

  /** Default region. */
  region(): string | undefined {
    return this.find("region", ["GOOGLE_REGION", "GCLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"])?.value;
  }

  /**
   * Base URL of the API with `{{region}}` in it.
   *
   * @throws SettingError when a custom endpoint has no version or no trailing slash.
   */
  endpoint(): string {
    const custom = this.find("vertexAiCustomEndpoint", ["GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT"]);
    if (!custom) return DEFAULT_ENDPOINT;
    if (isEndpoint(custom.value)) return custom.value;
    throw new SettingError(
      `${custom.source} is not an endpoint with a version and a trailing slash, such as ${DEFAULT_ENDPOINT}`,
    );
  }

  /**
   * Who calls. Explicit config beats the environment; within the environment an access token beats a key.
   *
   * @throws SettingError
   */
  credentials(): Credentials {
    const configuredToken = this.find("accessToken", []);
    const configuredKey = this.find("credentials", []);
    if (configuredToken && configuredKey) {
      throw new SettingError("gcp:accessToken and gcp:credentials are both set: set one of them");
    }
    if (configuredKey) return keyOf(configuredKey);
    const token = configuredToken ?? this.find(undefined, ["GOOGLE_OAUTH_ACCESS_TOKEN"]);
    if (token) return { kind: "accessToken", accessToken: contentsOf(token).trim() };
    const key = this.find(undefined, ["GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON", "GCLOUD_KEYFILE_JSON"]);
    return key ? keyOf(key) : { kind: "applicationDefault" };
  }

  private find(key: string | undefined, variables: readonly string[]): Setting | undefined {
    const configured = key && this.config?.get(`gcp:${key}`);
    if (configured) return { source: `gcp:${key}`, value: configured };
    const variable = variables.find((name) => this.env[name]);
    return variable === undefined ? undefined : { source: variable, value: this.env[variable] ?? "" };
  }
}

interface Setting {
  /** Where it came from: a config key or an environment variable. */
  readonly source: string;
  readonly value: string;
}

function keyOf(setting: Setting): Credentials {
  const key = parseObject(contentsOf(setting));
  if (!key) throw new SettingError(`${setting.source} is neither JSON nor the path of a JSON file`);
  if (KEY_TYPES.includes(String(key.type))) return { kind: "key", key };
  throw new SettingError(
    `${setting.source} holds credentials of a type that is not supported there (supported: ${KEY_TYPES.join(", ")});` +
      " use Application Default Credentials for others",
  );
}

/** Credentials and tokens are given as a path or as the contents. */
function contentsOf({ value }: Setting): string {
  const path = value.startsWith("~/") ? `${homedir()}${value.slice(1)}` : value;
  try {
    return readFileSync(path, "utf8");
  } catch {
    return value;
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
