import * as pulumi from "@pulumi/pulumi";
import { message } from "../messages/message";
import { render } from "../messages/render";

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

/** The Google provider of a resource, and the options that the engine gets. */
export interface GoogleProviderChoice {
  readonly gcpProvider?: GcpProviderSettings;
  /** The options without a Google provider: the engine would hand a dynamic resource over to it. */
  readonly opts: pulumi.CustomResourceOptions;
  /** The provider that nothing but the parent names. */
  readonly inherited?: pulumi.ProviderResource;
}

/**
 * Chooses the Google provider of a resource: the argument `gcpProvider`, the option `provider`, or else the one that a
 * resource of `@pulumi/gcp` would inherit in its place.
 *
 * @param resource - the resource's type and name, for the message.
 * @throws pulumi.RunError when the option `provider` is a provider that the resource can't use.
 */
export function chooseGoogleProvider(
  resource: string,
  { gcpProvider }: { readonly gcpProvider?: GcpProviderSettings },
  { provider, ...opts }: pulumi.CustomResourceOptions = {},
): GoogleProviderChoice {
  const pkg = provider && packageOf(provider);
  if (pkg !== undefined && pkg !== "gcp" && pkg !== "pulumi-nodejs") {
    throw new pulumi.RunError(render(message("otherProvider", { resource, package: pkg })));
  }
  const kept = provider && pkg === "pulumi-nodejs" ? { ...opts, provider } : opts;
  if (gcpProvider) return { gcpProvider, opts: kept };
  if (provider && pkg === "gcp") return { gcpProvider: provider as GcpProviderSettings, opts: kept };
  const inherited = opts.parent?.getProvider("gcp:index:Provider");
  return inherited ? { gcpProvider: inherited as GcpProviderSettings, inherited, opts: kept } : { opts: kept };
}

/** Says on a resource's row which Google provider it uses, where the program does not. Under mocks there is no row. */
export function tellInherited(resource: pulumi.Resource, { inherited }: GoogleProviderChoice): void {
  if (!inherited || !pulumi.runtime.getEngine()) return;
  inherited.urn.apply((urn) =>
    pulumi.log.info(render(message("inheritedProvider", { provider: urn.split("::").at(-1) ?? urn })), resource),
  );
}

/** The package of a provider, such as `gcp`. */
function packageOf(provider: pulumi.ProviderResource): string {
  const type: unknown = Reflect.get(provider, "__pulumiType");
  return String(type).replace("pulumi:providers:", "");
}
