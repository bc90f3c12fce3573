import * as pulumi from "@pulumi/pulumi";

/** A token of another identity provider, which is exchanged for access as a service account. */
export interface ExternalCredentialsArgs {
  /** Full resource name of the workload identity pool's provider. */
  audience: pulumi.Input<string>;
  /** The service account to act as. */
  serviceAccountEmail: pulumi.Input<string>;
  /** The token itself, an OpenID Connect ID token. */
  identityToken: pulumi.Input<string>;
}

/**
 * How a resource is connected: settings of the Google provider, by its names. What is not given here comes from
 * `gcp:*` config, then from the environment variables that the Google provider reads.
 *
 * Prefer those, or Application Default Credentials, to secrets among the inputs: inputs are part of the state (encrypted),
 * and the Pulumi SDK itself writes them to its debug log.
 *
 * @see https://www.pulumi.com/registry/packages/gcp/installation-configuration/
 */
export interface ConnectionArgs {
  /** OAuth 2.0 access token, or the path of a file that has one. Can't be renewed, so a wait must not outlast it. */
  accessToken?: pulumi.Input<string>;
  /** Contents or path of a credentials file. Not together with `accessToken`. */
  credentials?: pulumi.Input<string>;
  /** Workload identity federation with a token at hand. Goes before `accessToken` and `credentials`. */
  externalCredentials?: pulumi.Input<ExternalCredentialsArgs>;
  /** Email of a service account to impersonate with whatever the credentials are. */
  impersonateServiceAccount?: pulumi.Input<string>;
  /** Emails of service accounts in between, each of which may impersonate the next. */
  impersonateServiceAccountDelegates?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * OAuth 2.0 scopes of the access token.
   *
   * @default cloud-platform and userinfo.email
   */
  scopes?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Count requests for `billingProject`, or else for the project of the jobs, and bill that.
   *
   * @default false
   */
  userProjectOverride?: pulumi.Input<boolean>;
  /** Project id or number that requests count for, if `userProjectOverride` is set. */
  billingProject?: pulumi.Input<string>;
  /**
   * Domain of the cloud; that of the credentials must be the same.
   *
   * @default "googleapis.com"
   */
  universeDomain?: pulumi.Input<string>;
  /** Why the API is called, for audit logs. */
  requestReason?: pulumi.Input<string>;
  /**
   * How long one request may take.
   *
   * @default "30s"
   */
  requestTimeout?: pulumi.Input<string>;
  /** Base URL of the API, with version and trailing slash; `{{region}}` stands for the region. */
  vertexAiCustomEndpoint?: pulumi.Input<string>;
}

/**
 * What a provider of `@pulumi/gcp` tells of its settings: a `gcp.Provider` is one. Its class has no more of them: what
 * else it was given, such as delegates, scopes, external credentials or the override of the user project, is to be
 * repeated in `connection`.
 */
export interface GcpProviderSettings {
  /** An OAuth 2.0 access token. */
  readonly accessToken?: pulumi.Output<string | undefined>;
  /** Project that requests count for. */
  readonly billingProject?: pulumi.Output<string | undefined>;
  /** A key, or the path of one. */
  readonly credentials?: pulumi.Output<string | undefined>;
  /** Email address of the service account to act as. */
  readonly impersonateServiceAccount?: pulumi.Output<string | undefined>;
  /** Default project. */
  readonly project?: pulumi.Output<string | undefined>;
  /** Default region. */
  readonly region?: pulumi.Output<string | undefined>;
  /** Why requests are made; goes into audit logs. */
  readonly requestReason?: pulumi.Output<string | undefined>;
  /** How long one request may take, such as `45s`. */
  readonly requestTimeout?: pulumi.Output<string | undefined>;
  /** The cloud, such as `googleapis.com`. */
  readonly universeDomain?: pulumi.Output<string | undefined>;
  /** Base URL of the API. */
  readonly vertexAiCustomEndpoint?: pulumi.Output<string | undefined>;
}

/** Arguments that every resource has. */
export interface ConnectedArgs {
  /** How the resource is connected, where that is not as the stack's config and the environment say. */
  connection?: pulumi.Input<ConnectionArgs>;
  /**
   * A provider of `@pulumi/gcp` whose settings count in place of `gcp:*` config. `connection` goes before it, the
   * environment after it.
   */
  gcpProvider?: GcpProviderSettings;
}

const PROVIDER_SETTINGS = [
  "accessToken",
  "billingProject",
  "credentials",
  "impersonateServiceAccount",
  "project",
  "region",
  "requestReason",
  "requestTimeout",
  "universeDomain",
  "vertexAiCustomEndpoint",
] as const;

/**
 * Inputs of the engine for {@link ConnectedArgs}. Secret as a whole: the engine forgets which part of an input is.
 */
export function connectionInputs({ connection, gcpProvider }: ConnectedArgs): Record<string, pulumi.Input<unknown>> {
  return {
    ...(connection && { connection: pulumi.secret(connection) }),
    ...(gcpProvider && {
      gcpProvider: pulumi.secret(Object.fromEntries(PROVIDER_SETTINGS.map((key) => [key, gcpProvider[key]]))),
    }),
  };
}

/** Outputs that are encrypted in the state whatever an operation returns. */
export const SECRET_OUTPUTS = ["connection", "gcpProvider"];
