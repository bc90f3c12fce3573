/** Regions have a number at their end; `u-germany-northeast1` is one of another cloud. */
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
export function faultOfRegion(text: string): string | undefined {
  if (REGION.test(text)) return undefined;
  if (text === "global") return "is the global location: pipeline jobs run in a region such as us-central1";
  const region = MULTI_REGIONS.get(text);
  if (region) return `is a multi-region: pipeline jobs run in a region such as ${region}`;
  const zone = ZONE.exec(text)?.groups;
  return zone ? `is a zone: its region is ${zone.region}` : "must look like us-central1";
}

/** The same for the region that a full resource name has in it, as the rest of a sentence that begins with the name. */
export function faultOfNamedRegion(region: string): string | undefined {
  const fault = faultOfRegion(region);
  return fault === undefined ? undefined : `has the location ${region}, which ${fault}`;
}
