import { REGION_PATTERN } from "../jobs/jobName";
import { DEFAULT_UNIVERSE_DOMAIN } from "./credentials";

/**
 * Where the Vertex AI API of every region is, unless an endpoint of one's own is set.
 *
 * @param universeDomain - the cloud's domain.
 */
export function defaultEndpoint(universeDomain = DEFAULT_UNIVERSE_DOMAIN): string {
  return `https://{{region}}-aiplatform.${universeDomain}/v1/`;
}

/** The form that the Google provider asks of a custom endpoint: the version is part of it, and a slash ends it. */
const ENDPOINT_PATTERN = /^https?:\/\/[^/\s]+(?:\/[^\s]*)?\/[^/\s]+\/$/;

/** Whether a custom endpoint has a scheme, a host, a version and a trailing slash. */
export function isEndpoint(text: string): boolean {
  return ENDPOINT_PATTERN.test(text) && URL.canParse(endpointOf(text, "us-central1"));
}

/** URLs whose host is this machine: nobody reads on the way, and no proxy leads there. */
export const LOOPBACK_URL = /^https?:\/\/(?:(?:[^/?#@]+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:[/?#]|$)/;

/** Whether a secret may be sent to a URL: by TLS, or to this machine. */
export function isPrivate(url: string): boolean {
  const { href, protocol } = new URL(url);
  return protocol === "https:" || LOOPBACK_URL.test(href);
}

/**
 * The base URL for a region.
 *
 * @param template - an endpoint in which every `{{region}}` stands for the region.
 * @throws RangeError when the region is none: it becomes part of the name of the host that gets the access token.
 */
export function endpointOf(template: string, region: string): string {
  if (!REGION_PATTERN.test(region)) throw new RangeError("a region must look like us-central1");
  return template.replaceAll("{{region}}", region);
}
