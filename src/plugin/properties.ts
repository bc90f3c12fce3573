import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb";
import { Struct } from "../engine/sdkModules";
import { UNKNOWN } from "../provider/unknown";

/** Properties of a resource, of a provider, or of a function. */
export type Properties = Readonly<Record<string, unknown>>;

/** Properties from the engine: plain values, and which of them are secret. */
export interface Received {
  readonly values: Properties;
  /** Names of the properties that are secret or have a secret part. */
  readonly secrets: readonly string[];
}

/**
 * The key that marks an object as a special value, and its value for a secret.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
 */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/**
 * The engine's placeholders for values that are not known yet, one for each type of value.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
 */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Reads properties. */
export function received(struct: StructMessage | undefined): Received {
  const sent: Properties = struct?.toJavaScript() ?? {};
  return {
    values: Object.fromEntries(Object.entries(sent).map(([key, value]) => [key, revealed(value)])),
    secrets: Object.keys(sent).filter((key) => hasSecret(sent[key])),
  };
}

/** Writes properties, without those that are `undefined`. */
export function structOf(values: Properties, secrets: readonly string[] = []): StructMessage {
  // Mark whole properties: a secret part of an input may be elsewhere in the output.
  const marked = Object.entries(values).map(([key, value]) => [key, secrets.includes(key) ? asSecret(value) : value]);
  const plain = JSON.parse(JSON.stringify(Object.fromEntries(marked))) as Parameters<typeof Struct.fromJavaScript>[0];
  return Struct.fromJavaScript(plain);
}

function asSecret(value: unknown) {
  return value === undefined ? undefined : { [SIGNATURE]: SECRET, value };
}

function revealed(value: unknown): unknown {
  if (UNKNOWNS.has(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  if (Reflect.get(value, SIGNATURE) === SECRET) return revealed(Reflect.get(value, "value"));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, revealed(entry)]));
}

function hasSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Reflect.get(value, SIGNATURE) === SECRET || Object.values(value).some(hasSecret);
}
