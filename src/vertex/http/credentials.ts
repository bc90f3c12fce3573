/** What a caller shows to be who it is. */
export type Credentials =
  /** An OAuth 2.0 access token; it cannot be renewed. */
  | { readonly kind: "accessToken"; readonly accessToken: string }
  /** The contents of a credentials file. */
  | { readonly kind: "key"; readonly key: CredentialsKey }
  /** A token of another identity provider, which is exchanged for access as a service account. */
  | {
      readonly kind: "identityToken";
      readonly identityToken: string;
      /** Full resource name of the workload identity pool's provider. */
      readonly audience: string;
      readonly serviceAccountEmail: string;
    }
  /** Application Default Credentials. */
  | { readonly kind: "applicationDefault" };

/** A credentials file, read. */
export type CredentialsKey = Readonly<Record<string, unknown>>;

/** Who calls. */
export interface Identity {
  readonly credentials: Credentials;
  /** Where the credentials come from, such as `gcp:accessToken`. */
  readonly source: string;
  /** The service account that is impersonated with them. */
  readonly impersonation?: {
    readonly serviceAccount: string;
    /** Service accounts in between, each of which may impersonate the next. */
    readonly delegates: readonly string[];
  };
  /** OAuth 2.0 scopes of the access token. */
  readonly scopes: readonly string[];
  /** Domain of the cloud that the credentials are for, such as `googleapis.com`. */
  readonly universeDomain: string;
}

/** The default cloud. */
export const DEFAULT_UNIVERSE_DOMAIN = "googleapis.com";

/**
 * Types of credentials files that can be used, and the fields that each must have.
 *
 * @see https://cloud.google.com/docs/authentication/application-default-credentials
 */
export const KEY_FIELDS: Readonly<Record<string, readonly string[]>> = {
  service_account: ["client_email", "private_key"],
  authorized_user: ["client_id", "client_secret", "refresh_token"],
  external_account: ["audience", "subject_token_type", "credential_source"],
  external_account_authorized_user: ["client_id", "client_secret", "refresh_token"],
  impersonated_service_account: ["source_credentials", "service_account_impersonation_url"],
};

/** Fields of a credentials file that name a host which gets a secret. */
export const TOKEN_URL_FIELDS = ["token_uri", "token_url", "service_account_impersonation_url"] as const;
