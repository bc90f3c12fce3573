import * as pulumi from "@pulumi/pulumi";
import { type GcpProviderSettings, settingsOf } from "./googleProvider";

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
 * How a resource is connected: settings of the Google provider, by its names. What is not given here comes from the
 * provider (`gcp:*` config, unless the resource has a provider of its own), then from the environment variables that the
 * Google provider reads.
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

/** Arguments that every resource has. */
export interface ConnectedArgs {
  /** How the resource is connected, if that differs from the provider's configuration and the environment. */
  connection?: pulumi.Input<ConnectionArgs>;
  /**
   * A provider of `@pulumi/gcp` whose settings are used in place of `gcp:*` config; the resource option `provider` means the
   * same. `connection` goes before it, the environment after it. A provider does not expose `scopes`,
   * `impersonateServiceAccountDelegates`, `externalCredentials` and `userProjectOverride`: repeat these in `connection`.
   *
   * @default the Google provider that a resource of `@pulumi/gcp` would inherit in its place
   */
  gcpProvider?: GcpProviderSettings;
}

/**
 * Inputs of the engine for {@link ConnectedArgs}. Secret as a whole: the engine forgets which part of an input is.
 *
 * @param providerSettings - how unknown settings of the Google provider are handed over.
 */
export function connectionInputs(
  { connection, gcpProvider }: ConnectedArgs,
  providerSettings: (provider: GcpProviderSettings) => pulumi.Input<unknown> = settingsOf,
): Record<string, pulumi.Input<unknown>> {
  return {
    ...(connection && { connection: pulumi.secret(connection) }),
    ...(gcpProvider && { gcpProvider: pulumi.secret(providerSettings(gcpProvider)) }),
  };
}

/** Outputs that are encrypted in the state whatever an operation returns. */
export const SECRET_OUTPUTS = ["connection", "gcpProvider"];
