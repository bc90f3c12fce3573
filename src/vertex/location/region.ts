/** Regions have a number at their end; `u-germany-northeast1` is one of another cloud. */
import { type Message, message } from "../../messages/message";

const REGION = /^[a-z]+(?:-[a-z]+)+\d+$/;

/** A zone is its region with a letter. */
const ZONE = /^(?<region>[a-z]+(?:-[a-z]+)+\d+)-[a-z]$/;

/** Locations of other services and methods, each with a region in which jobs run instead. */
const MULTI_REGIONS = new Map([
  ["us", "us-central1"],
  ["eu", "europe-west4"],
  ["europe", "europe-west4"],
  ["asia", "asia-northeast1"],
]);

/**
 * What is wrong with a region for jobs: zones, multi-regions and `global` are none.
 *
 * @returns the rest of a sentence that begins with the property, or `undefined` when nothing is wrong.
 * @see https://cloud.google.com/vertex-ai/docs/general/locations
 */
export function faultOfRegion(text: string): Message | undefined {
  if (REGION.test(text)) return undefined;
  if (text === "global") return message("globalLocation");
  const region = MULTI_REGIONS.get(text);
  if (region) return message("multiRegion", { region });
  const zone = ZONE.exec(text)?.groups;
  return zone?.region ? message("zone", { region: zone.region }) : message("regionForm");
}

/** The same for the region that a full resource name has in it, as the rest of a sentence that begins with the name. */
export function faultOfNamedRegion(region: string): Message | undefined {
  const reason = faultOfRegion(region);
  return reason && message("namedLocation", { location: region, reason });
}
