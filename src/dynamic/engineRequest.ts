import { createRequire } from "node:module";

/** What the engine says with a request, and the SDK's dynamic provider process drops. */
export interface EngineRequest {
  /** URN that the resource has now. */
  readonly urn: string;
  /** How long the operation may take, in milliseconds: `customTimeouts`, whatever set it. Absent where nothing did. */
  readonly timeoutMs?: number;
}

/** Getters of the SDK's requests by which its process reads what it hands to a dynamic provider. */
const GETTERS: Readonly<Record<string, readonly string[]>> = {
  CheckRequest: ["getOlds", "getNews"],
  DiffRequest: ["getOlds", "getNews"],
  CreateRequest: ["getProperties"],
  ReadRequest: ["getProperties"],
  UpdateRequest: ["getOlds", "getNews"],
  DeleteRequest: ["getProperties"],
};

/** The deletion whose id was read last. The SDK reads it last of all, and calls the provider at once. */
let deletion: EngineRequest | undefined;

/** Under this, the plain object that a request becomes carries the {@link EngineRequest}. Not enumerable. */
const CARRIED = Symbol("engineRequest");

interface RequestMessage {
  getUrn(): string;
  getTimeout?(): number;
}

interface StructMessage {
  toJavaScript(): object;
}

/**
 * Makes the requests of this process carry what the SDK drops. The first `check` and the first `read` of a process carry
 * nothing: the SDK has read them before it loads this package. With an SDK of another structure, no request carries anything.
 *
 * @param main - the SDK's own file that this process runs; its copy of the requests is the one to change.
 */
export function carryEngineRequests(main: string | undefined): void {
  const messages = main === undefined ? undefined : messagesOf(main);
  for (const [name, getters] of Object.entries(GETTERS)) {
    const message: unknown = isObject(messages) ? Reflect.get(messages, name) : undefined;
    const prototype: unknown = typeof message === "function" ? Reflect.get(message, "prototype") : undefined;
    if (!isObject(prototype)) continue;
    for (const getter of getters) carryBy(prototype, getter);
    if (name === "DeleteRequest") noteDeletion(prototype);
  }
}

/**
 * What the engine said with the request that these arguments come from; `undefined` where that is not known. To be called
 * at once when the SDK calls the provider.
 */
export function engineRequestOf(args: readonly unknown[]): EngineRequest | undefined {
  const request = deletion;
  deletion = undefined;
  const carried = args.filter(isObject).map((arg): unknown => Reflect.get(arg, CARRIED));
  return (carried.find(isObject) as EngineRequest | undefined) ?? request;
}

function messagesOf(main: string): unknown {
  try {
    const messages: unknown = createRequire(main)("@pulumi/pulumi/proto/provider_pb");
    return messages;
  } catch {
    return undefined;
  }
}

function carryBy(prototype: object, getter: string): void {
  const read: unknown = Reflect.get(prototype, getter);
  if (typeof read !== "function") return;
  Reflect.set(prototype, getter, function carrying(this: RequestMessage): unknown {
    const struct: unknown = Reflect.apply(read, this, []);
    if (isStruct(struct)) {
      const request = describe(this);
      const toJavaScript = struct.toJavaScript.bind(struct);
      struct.toJavaScript = () =>
        Object.defineProperty(toJavaScript(), CARRIED, { value: request, configurable: true });
    }
    return struct;
  });
}

function noteDeletion(prototype: object): void {
  const read: unknown = Reflect.get(prototype, "getId");
  if (typeof read !== "function") return;
  Reflect.set(prototype, "getId", function noting(this: RequestMessage): unknown {
    deletion = describe(this);
    const id: unknown = Reflect.apply(read, this, []);
    return id;
  });
}

function describe(request: RequestMessage): EngineRequest {
  const timeoutSeconds = request.getTimeout?.() ?? 0;
  return { urn: request.getUrn(), ...(timeoutSeconds > 0 && { timeoutMs: timeoutSeconds * 1_000 }) };
}

function isStruct(value: unknown): value is StructMessage {
  return isObject(value) && typeof Reflect.get(value, "toJavaScript") === "function";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
