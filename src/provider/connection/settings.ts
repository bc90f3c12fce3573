import { message } from "../../messages/message";
import type { Identity } from "../../vertex/http/credentials";
import { defaultEndpoint, isEndpoint, isPrivate } from "../../vertex/http/endpoint";
import type { ConnectionOptions } from "../../vertex/http/transport";
import { PROJECT_PATTERN } from "../../vertex/jobs/jobName";
import { fallbackIdentityOf, identityOf, identityParts, universeDomainOf } from "./identitySettings";
import { type Config, type ConnectionInputs, type Environment, SettingError, SettingSources } from "./settingSources";
import { durationMsOf, flagOf, textOf } from "./settingValues";

/** Environment variables that the Google provider reads. */
const VARIABLES = {
  project: ["GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"],
  region: ["GOOGLE_REGION", "GCLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"],
  vertexAiCustomEndpoint: ["GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT"],
  userProjectOverride: ["USER_PROJECT_OVERRIDE"],
  billingProject: ["GOOGLE_BILLING_PROJECT"],
  requestReason: ["CLOUDSDK_CORE_REQUEST_REASON"],
};

/**
 * What the Google provider is told, read from the same places in the same order.
 *
 * @see https://www.pulumi.com/registry/packages/gcp/installation-configuration/
 */
export class Settings {
  private readonly sources: SettingSources;

  constructor(
    private readonly config: Config | undefined,
    private readonly env: Environment = process.env,
    inputs: ConnectionInputs = {},
  ) {
    this.sources = new SettingSources(config, env, inputs);
  }

  /** The settings of a resource that has a connection of its own. */
  of(inputs: ConnectionInputs): Settings {
    return new Settings(this.config, this.env, inputs);
  }

  /** What was given explicitly, without the environment. */
  configured(key: "project" | "region"): string | undefined {
    const value = this.sources.findExplicit([key]).at(0)?.value;
    return typeof value === "string" ? value : undefined;
  }

  /** Default project, an id or a number. */
  project(): string | undefined {
    return this.configured("project") ?? this.ambient("project");
  }

  /** Default region. */
  region(): string | undefined {
    return this.configured("region") ?? this.ambient("region");
  }

  /**
   * Who calls.
   *
   * @throws SettingError
   */
  identity(): Identity {
    return identityOf(this.sources);
  }

  /**
   * Who calls when an access token that was given explicitly has ended.
   *
   * @throws SettingError
   */
  fallbackIdentity(): Identity | undefined {
    return fallbackIdentityOf(this.sources);
  }

  /**
   * Where the API is, and how it is called.
   *
   * @throws SettingError
   */
  connection(): ConnectionOptions {
    const userProjectOverride = this.userProjectOverride();
    const requestReason = this.requestReason();
    const requestTimeoutMs = this.requestTimeoutMs();
    return {
      endpoint: this.endpoint(),
      ...(userProjectOverride && { userProjectOverride }),
      ...(requestReason !== undefined && { requestReason }),
      ...(requestTimeoutMs !== undefined && { requestTimeoutMs }),
    };
  }

  /** Every setting that can't be used. */
  errors(): SettingError[] {
    const errors = new Map<string, SettingError>();
    const parts = [
      ...identityParts(this.sources),
      () => this.endpoint(),
      () => this.userProjectOverride(),
      () => this.requestReason(),
      () => this.requestTimeoutMs(),
    ];
    for (const read of parts) {
      try {
        read();
      } catch (error) {
        if (!(error instanceof SettingError)) throw error;
        errors.set(error.source, error);
      }
    }
    return [...errors.values()];
  }

  private ambient(key: "project" | "region"): string | undefined {
    const value = this.sources.findInEnvironment(VARIABLES[key])?.value;
    return typeof value === "string" ? value : undefined;
  }

  private endpoint(): string {
    const custom = this.sources.find("vertexAiCustomEndpoint", VARIABLES.vertexAiCustomEndpoint);
    if (!custom) return defaultEndpoint(universeDomainOf(this.sources));
    const endpoint = textOf(custom);
    if (!isEndpoint(endpoint)) {
      const example = defaultEndpoint();
      throw new SettingError(custom.source, message("notAnEndpoint", { example }));
    }
    if (isPrivate(endpoint.replaceAll("{{region}}", "us-central1"))) return endpoint;
    throw new SettingError(custom.source, message("insecureEndpoint"));
  }

  private requestReason(): string | undefined {
    const reason = this.sources.find("requestReason", VARIABLES.requestReason);
    return reason && textOf(reason);
  }

  private requestTimeoutMs(): number | undefined {
    const timeout = this.sources.find("requestTimeout");
    return timeout && durationMsOf(timeout);
  }

  private userProjectOverride(): ConnectionOptions["userProjectOverride"] {
    const override = this.sources.find("userProjectOverride", VARIABLES.userProjectOverride);
    if (!override || !flagOf(override)) return undefined;
    const billing = this.sources.find("billingProject", VARIABLES.billingProject);
    if (!billing) return {};
    const billingProject = textOf(billing);
    if (PROJECT_PATTERN.test(billingProject)) return { billingProject };
    throw new SettingError(billing.source, message("notAProject"));
  }
}
