// What `google.aiplatform(…)` of googleapis calls; without the 300 other APIs, whose types take tsc ten seconds.
import { aiplatform, type aiplatform_v1 } from "googleapis/build/src/apis/aiplatform";
import { accessToken } from "../accessToken";

/** The collections of an API client. */
export type Locations = aiplatform_v1.Resource$Projects$Locations;

/**
 * Collections of both versions of the API on a server on loopback. The tests use what the two have in common, so one
 * type does for both.
 */
export const LOCATIONS: Readonly<Record<string, (port: number) => Locations>> = {
  v1: (port) => aiplatform({ version: "v1", ...onLoopback(port) }).projects.locations,
  v1beta1: (port) => aiplatform({ version: "v1beta1", ...onLoopback(port) }).projects.locations as unknown as Locations,
};

function onLoopback(port: number) {
  return { auth: accessToken(), rootUrl: `http://127.0.0.1:${port}/` };
}
