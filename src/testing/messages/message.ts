/** What a field of a message holds. `any` is a Struct, or a message that the fake passes through unseen. */
export type FieldType =
  | "string"
  | "bool"
  | "int32"
  | "int64"
  | "timestamp"
  | "any"
  | { readonly enum: readonly string[] }
  | { readonly message: Message }
  | { readonly list: FieldType }
  | { readonly map: FieldType };

/** The fields of a message by their JSON names. */
export type Message = { readonly [field: string]: FieldType };

/** A message in each version of the API. */
export type VersionedMessage = { readonly [version in ApiVersion]: Message };

/** The versions that the fake serves. */
export type ApiVersion = "v1" | "v1beta1";

/** A `google.rpc.Status`. */
export const STATUS: Message = { code: "int32", message: "string", details: "any" };
