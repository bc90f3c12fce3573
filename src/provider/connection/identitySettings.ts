import { createPrivateKey } from "node:crypto";
import { inputName, message } from "../../messages/message";
import {
  type CredentialsKey,
  DEFAULT_UNIVERSE_DOMAIN,
  type Identity,
  KEY_FIELDS,
  TOKEN_URL_FIELDS,
} from "../../vertex/http/credentials";
import { isPrivate } from "../../vertex/http/endpoint";
import { isRecord, parseJson } from "../../vertex/json";
import { type Setting, SettingError, type SettingSources } from "./settingSources";
import { contentsOf, objectOf, textOf, textsOf } from "./settingValues";

const TOKEN_VARIABLES = ["GOOGLE_OAUTH_ACCESS_TOKEN"];
const KEY_VARIABLES = ["GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON", "GCLOUD_KEYFILE_JSON"];

/** What external credentials consist of. */
const EXTERNAL_FIELDS = ["audience", "serviceAccountEmail", "identityToken"] as const;

/** What the Google provider asks for unless it is told. */
const DEFAULT_SCOPES = [
  "https://www.googleapis.com/auth/cloud-platform",
  "https://www.googleapis.com/auth/userinfo.email",
];

type Proof = Pick<Identity, "credentials" | "source">;

/**
 * Who calls, by the Google provider's order: external credentials, then an access token or a key that was given
 * explicitly, then those of the environment, of which a token beats a key, then Application Default Credentials.
 *
 * @throws SettingError
 */
export function identityOf(sources: SettingSources): Identity {
  return withSettings(explicitProof(sources) ?? ambientProof(sources), sources);
}

/**
 * Who calls when the access token that was given has ended: `destroy` and `refresh` get that of the last `up`.
 *
 * @returns `undefined` when the identity is no access token that was given explicitly.
 */
export function fallbackIdentityOf(sources: SettingSources): Identity | undefined {
  const given = explicitProof(sources);
  if (given?.credentials.kind !== "accessToken") return undefined;
  const refused = given.credentials.accessToken;
  const ambient = ambientProof(sources);
  const isSame = ambient.credentials.kind === "accessToken" && ambient.credentials.accessToken === refused;
  return withSettings(isSame ? (environmentKey(sources) ?? APPLICATION_DEFAULT) : ambient, sources);
}

const APPLICATION_DEFAULT: Proof = {
  credentials: { kind: "applicationDefault" },
  source: "Application Default Credentials",
};

/** Readers of each part of the identity, so that all wrong settings are found at once. */
export function identityParts(sources: SettingSources): (() => unknown)[] {
  const external = sources.findExplicit(["externalCredentials"]).at(0);
  return [
    () => identityOf(sources),
    ...EXTERNAL_FIELDS.map((field) => () => external && externalField(external, field)),
    () => universeDomainOf(sources),
    () => serviceAccountOf(sources),
    () => delegatesOf(sources),
    () => scopesOf(sources),
  ];
}

/**
 * The cloud that is called.
 *
 * @throws SettingError
 */
export function universeDomainOf(sources: SettingSources): string {
  const setting = sources.find("universeDomain");
  if (!setting) return DEFAULT_UNIVERSE_DOMAIN;
  const domain = textOf(setting);
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain)) return domain;
  throw new SettingError(setting.source, message("notADomain"));
}

function withSettings(proof: Proof, sources: SettingSources): Identity {
  const universeDomain = universeDomainOf(sources);
  checkUniverse(proof, universeDomain, sources.find("universeDomain"));
  const serviceAccount = serviceAccountOf(sources);
  return {
    ...proof,
    universeDomain,
    scopes: scopesOf(sources),
    ...(serviceAccount !== undefined && { impersonation: { serviceAccount, delegates: delegatesOf(sources) } }),
  };
}

function serviceAccountOf(sources: SettingSources): string | undefined {
  const email = sources.find("impersonateServiceAccount", ["GOOGLE_IMPERSONATE_SERVICE_ACCOUNT"]);
  return email && emailOf(email);
}

function delegatesOf(sources: SettingSources): string[] {
  const delegates = sources.find("impersonateServiceAccountDelegates");
  return delegates ? textsOf(delegates) : [];
}

function scopesOf(sources: SettingSources): readonly string[] {
  const setting = sources.find("scopes");
  const scopes = setting ? textsOf(setting) : [];
  return scopes.length > 0 ? scopes : DEFAULT_SCOPES;
}

function explicitProof(sources: SettingSources): Proof | undefined {
  const found = sources.findExplicit(["externalCredentials", "accessToken", "credentials"]);
  const [first, second] = found;
  if (!first) return undefined;
  if (first.source.endsWith("externalCredentials")) return externalProof(first);
  if (second) throw new SettingError(first.source, message("bothSet", { other: inputName(second.source) }));
  return first.source.endsWith("accessToken") ? tokenProof(first) : keyProof(first);
}

function ambientProof(sources: SettingSources): Proof {
  const token = sources.findInEnvironment(TOKEN_VARIABLES);
  return token ? tokenProof(token) : (environmentKey(sources) ?? APPLICATION_DEFAULT);
}

function environmentKey(sources: SettingSources): Proof | undefined {
  const key = sources.findInEnvironment(KEY_VARIABLES);
  return key && keyProof(key);
}

function tokenProof(setting: Setting): Proof {
  const { source } = setting;
  const accessToken = contentsOf(setting).trim();
  if (!/^[\x21-\x7e]+$/.test(accessToken)) throw new SettingError(source, message("notAToken"));
  return { source, credentials: { kind: "accessToken", accessToken } };
}

function externalProof(setting: Setting): Proof {
  return {
    source: setting.source,
    credentials: {
      kind: "identityToken",
      audience: externalField(setting, "audience"),
      serviceAccountEmail: externalField(setting, "serviceAccountEmail"),
      identityToken: externalField(setting, "identityToken"),
    },
  };
}

function externalField(setting: Setting, name: (typeof EXTERNAL_FIELDS)[number]): string {
  const source = `${setting.source}.${name}`;
  const value = objectOf(setting)[name];
  if (value === undefined) throw new SettingError(source, message("missingField"));
  return (name === "serviceAccountEmail" ? emailOf : textOf)({ source, value });
}

function keyProof(setting: Setting): Proof {
  const { source } = setting;
  const key = parseJson(contentsOf(setting));
  if (!isRecord(key)) throw new SettingError(source, message("notACredentialsFile"));
  checkKey(source, key);
  return { source, credentials: { kind: "key", key } };
}

function checkKey(source: string, key: CredentialsKey): void {
  const { type } = key;
  const fields = typeof type === "string" && Object.hasOwn(KEY_FIELDS, type) && KEY_FIELDS[type];
  if (!fields) {
    throw new SettingError(source, message("credentialsType", { types: Object.keys(KEY_FIELDS) }));
  }
  const missing = fields.filter((field) => !key[field]);
  if (missing.length > 0)
    throw new SettingError(source, message("credentialsIncomplete", { fields: missing.join(" and ") }));
  for (const field of TOKEN_URL_FIELDS) {
    const url = key[field];
    if (url === undefined || (typeof url === "string" && URL.canParse(url) && isPrivate(url))) continue;
    throw new SettingError(source, message("credentialsUrl", { field }));
  }
  if (key.type === "service_account" && !isPrivateKey(key.private_key)) {
    throw new SettingError(source, message("notAPemKey"));
  }
}

function isPrivateKey(pem: unknown): boolean {
  try {
    createPrivateKey(String(pem));
    return true;
  } catch {
    return false;
  }
}

/** Credentials of one cloud must not be shown to another. */
function checkUniverse({ credentials, source }: Proof, universeDomain: string, domain: Setting | undefined): void {
  if (credentials.kind !== "key") return;
  const own = credentials.key.universe_domain ?? DEFAULT_UNIVERSE_DOMAIN;
  if (own === universeDomain) return;
  if (domain) throw new SettingError(domain.source, message("universeDiffers", { source: inputName(source) }));
  throw new SettingError(source, message("universeNotSet"));
}

function emailOf(setting: Setting): string {
  const email = textOf(setting);
  if (/^[^\s@/:]+@[^\s@/:]+$/.test(email)) return email;
  throw new SettingError(setting.source, message("notAnEmail"));
}
