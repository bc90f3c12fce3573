import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Properties of a resource or a provider, as they are sent. */
export type Properties = Record<string, unknown>;

export const structOf = (properties: Properties) =>
  Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);

export const propertiesOf = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};

/** What is sent for a text that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret as it is sent. */
export const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
