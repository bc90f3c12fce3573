import * as pulumi from "@pulumi/pulumi";

/**
 * What a provider of `@pulumi/gcp` tells of its settings: a `gcp.Provider` is one. Its class has no more of them: what
 * else it was given, such as delegates, scopes, external credentials or the override of the user project, is to be
 * repeated in `connection`.
 */
export interface GcpProviderSettings {
  /** The provider's id. While it is known, settings that are not set count as not known in a preview, one by one. */
  readonly id?: pulumi.Output<string>;
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

/** What the class `gcp.Provider` exposes and Vertex AI needs. */
const SETTINGS = [
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
] as const satisfies readonly (keyof GcpProviderSettings)[];

/** What the engine takes for a value that is not known yet. */
const UNKNOWN = pulumi.runtime.unknownValue;

type Settings = Partial<Record<(typeof SETTINGS)[number], unknown>>;

/** Settings of a Google provider as one value, which is unknown as long as any of them is. */
export function allSettingsOf(provider: GcpProviderSettings): pulumi.Output<Settings> {
  return pulumi.output(Object.fromEntries(SETTINGS.map((key) => [key, provider[key]])));
}

/**
 * Settings of a Google provider for the engine. In a preview the SDK makes every output unknown that a provider does not
 * set. The unknown settings of a provider that exists are therefore marked one by one, so that the known ones count; one
 * that does not exist yet is unknown as a whole.
 */
export function settingsOf(provider: GcpProviderSettings): pulumi.Output<Settings | string> {
  if (!provider.id) return allSettingsOf(provider);
  // The id carries the dependency on the provider.
  return pulumi.output(provider.id).apply(async (id) => {
    // The id of a provider that is yet to be created.
    if (id === UNKNOWN) return UNKNOWN;
    const entries = SETTINGS.map(async (key) => [key, await knownOrMarked(provider[key])] as const);
    return Object.fromEntries(await Promise.all(entries));
  });
}

async function knownOrMarked(setting: pulumi.Output<unknown> | undefined): Promise<unknown> {
  if (!pulumi.Output.isInstance(setting)) return setting;
  const isKnown: unknown = await Reflect.get(setting, "isKnown");
  return isKnown ? new Promise((resolve) => void setting.apply(resolve)) : UNKNOWN;
}
