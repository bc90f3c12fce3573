import { v1, v1beta1 } from "@google-cloud/aiplatform";
import { GoogleAuth } from "google-auth-library";
import { accessToken } from "../accessToken";

/** The clients of both versions. The tests use what the two have in common, so one type does for both. */
export const VERSIONS: Readonly<Record<string, typeof v1>> = { v1, v1beta1: v1beta1 as unknown as typeof v1 };

/** How these clients reach a server on loopback: REST over plain HTTP. */
export function gapicOptions(port: number) {
  const auth = new GoogleAuth({ authClient: accessToken(), projectId: "p" });
  return { fallback: true, protocol: "http", apiEndpoint: "127.0.0.1", port, auth };
}

/** The codes that they reject with. @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
export const CODES = { INVALID_ARGUMENT: 3, NOT_FOUND: 5, FAILED_PRECONDITION: 9 } as const;
