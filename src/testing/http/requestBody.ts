import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { isJsonObject, type JsonObject } from "../state/json";
import { ApiError, badPayload } from "./apiErrors";

/** The service's own limit is about this. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

const DECODERS: Readonly<Record<string, (data: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/**
 * Reads a request's body as text, decompressed.
 * @throws ApiError for a body that is too large or compressed in an unknown or broken way.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    }
  }
  if (bytes > MAX_BODY_BYTES) {
    throw new ApiError(413, `Request payload size exceeds the limit: ${MAX_BODY_BYTES} bytes.`);
  }
  const data = await decompress(Buffer.concat(chunks), request.headers["content-encoding"] ?? "identity");
  return data.toString("utf8");
}

/**
 * The request message in a body; `undefined` for an empty one.
 * @throws ApiError for anything but a JSON object.
 */
export function parseBody(text: string): JsonObject | undefined {
  if (text.trim() === "") {
    return undefined;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw badPayload(`Invalid JSON payload received. Unexpected token.\n${text.slice(0, 40)}\n^`);
  }
  if (!isJsonObject(parsed)) {
    throw badPayload('Invalid JSON payload received. Unknown name "": Root element must be a message.');
  }
  return parsed;
}

async function decompress(data: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === "identity" || data.length === 0) {
    return data;
  }
  const decode = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
  if (decode === undefined) {
    throw new ApiError(415, `Unsupported content encoding: ${encoding}.`, "INVALID_ARGUMENT");
  }
  try {
    return await decode(data, { maxOutputLength: MAX_BODY_BYTES });
  } catch {
    throw badPayload(`Request body is not valid ${encoding} data.`);
  }
}
