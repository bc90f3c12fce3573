import { gzipSync } from "node:zlib";
import fc from "fast-check";

/** An answer on its way from a server that is right to a client that gets something else. */
export interface TwistedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Bytes come one by one, this far apart. */
  readonly dripMs?: number;
  /** The connection is cut after the body, however much was announced. */
  readonly isCut?: boolean;
}

/** What becomes of an answer, as data that a failing test can print. */
export type Twist =
  | { readonly as: "replace" | "remove"; readonly location: number; readonly value?: unknown }
  | { readonly as: "huge"; readonly location: number; readonly length: number }
  | { readonly as: "deep" | "wrapped" | "padded" | "bomb" | "unzipped" | "oversized" | "garbled" | "empty" | "html" }
  | { readonly as: "truncated"; readonly part: number }
  | { readonly as: "redirect" | "status"; readonly status: number }
  | { readonly as: "typed"; readonly contentType: string }
  | { readonly as: "drip"; readonly dripMs: number }
  | { readonly as: "paged"; readonly isNew: boolean };

const MEGABYTE = 1024 * 1024;
let tokens = 0;
let bomb: Buffer | undefined;

const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, -1, 1e308, "\u0000", "../../..", "%2e%2e/%2f", "a\r\nb: c", "\u{1f4a3}", "\ud800", [
    [],
  ]),
  fc.constant({ __proto__: null, constructor: "x", toString: 1, length: -1 }),
);
const location = fc.nat(1_000);

/** Twists of every sort; those that cost much come seldom. */
export const anyTwist: fc.Arbitrary<Twist> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ as: fc.constant("replace" as const), location, value: anyValue }) },
  { weight: 4, arbitrary: fc.record({ as: fc.constant("remove" as const), location }) },
  {
    weight: 2,
    arbitrary: fc.record({ as: fc.constant("truncated" as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ as: fc.constantFrom("wrapped", "garbled", "empty", "html", "unzipped", "oversized") }),
  },
  { weight: 2, arbitrary: fc.record({ as: fc.constant("paged" as const), isNew: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      as: fc.constant("huge" as const),
      location,
      length: fc.constantFrom(100_000, 10 * MEGABYTE),
    }),
  },
  { weight: 1, arbitrary: fc.record({ as: fc.constantFrom("deep", "padded", "bomb") }) },
  {
    weight: 1,
    arbitrary: fc.record({ as: fc.constant("redirect" as const), status: fc.constantFrom(301, 302, 303, 307, 308) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ as: fc.constant("status" as const), status: fc.integer({ min: 200, max: 599 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      as: fc.constant("typed" as const),
      contentType: fc.constantFrom("text/html", "image/png", "multipart/mixed", "?"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ as: fc.constant("drip" as const), dripMs: fc.constantFrom(1_000, 29_000) }) },
);

/** Twists an answer. What is to be twisted inside JSON leaves an answer alone that has none. */
export function twisted(answer: TwistedAnswer, twist: Twist): TwistedAnswer {
  switch (twist.as) {
    case "replace":
      return withJson(answer, (json) => changeAt(json, twist.location, () => twist.value));
    case "remove":
      return withJson(answer, (json) => changeAt(json, twist.location, () => undefined));
    case "huge":
      return withJson(answer, (json) => changeAt(json, twist.location, () => "x".repeat(twist.length)));
    case "wrapped":
      return withJson(answer, (json) => [json]);
    case "paged":
      return withJson(answer, (json) => ({
        ...Object(json),
        nextPageToken: twist.isNew ? `token-${tokens++}` : "token",
      }));
    case "deep":
      return { ...answer, body: Buffer.from(`${"[".repeat(MEGABYTE)}${"]".repeat(MEGABYTE)}`) };
    case "padded":
      return { ...answer, body: Buffer.concat([answer.body, Buffer.alloc(10 * MEGABYTE, " ")]) };
    case "bomb":
      bomb ??= gzipSync(Buffer.alloc(64 * MEGABYTE, " "));
      return { ...answer, headers: { ...answer.headers, "content-encoding": "gzip" }, body: bomb };
    case "unzipped":
      return { ...answer, headers: { ...answer.headers, "content-encoding": "gzip" } };
    case "oversized":
      return { ...answer, headers: { ...answer.headers, "content-length": String(64 * MEGABYTE) }, isCut: true };
    case "garbled":
      return { ...answer, body: Buffer.from(answer.body.map((byte) => byte ^ 0x80)) };
    case "empty":
      return { ...answer, body: Buffer.alloc(0) };
    case "html":
      return { ...answer, headers: { "content-type": "text/html" }, body: Buffer.from("<html>Sign in</html>") };
    case "truncated":
      return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length * twist.part)) };
    case "redirect":
      return {
        ...answer,
        status: twist.status,
        headers: { ...answer.headers, location: "http://127.0.0.1:1/elsewhere" },
      };
    case "status":
      return { ...answer, status: twist.status };
    case "typed":
      return { ...answer, headers: { ...answer.headers, "content-type": twist.contentType } };
    case "drip":
      return { ...answer, dripMs: twist.dripMs };
  }
}

function withJson(answer: TwistedAnswer, change: (json: unknown) => unknown): TwistedAnswer {
  try {
    const json: unknown = JSON.parse(answer.body.toString());
    return { ...answer, body: Buffer.from(JSON.stringify(change(json)) ?? "") };
  } catch {
    return answer;
  }
}

/** Changes one of all values in a JSON value, the whole included; `undefined` takes it out. */
function changeAt(json: unknown, location: number, change: () => unknown): unknown {
  const count = countValues(json);
  let left = location % count;
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return change();
    if (Array.isArray(value)) return value.map(walk).filter((entry) => entry !== undefined);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry)]));
  };
  return walk(json);
}

function countValues(json: unknown): number {
  if (typeof json !== "object" || json === null) return 1;
  return Object.values(json).reduce<number>((count, value) => count + countValues(value), 1);
}
