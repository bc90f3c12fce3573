/** Where the Vertex AI API of every region is, unless an endpoint of one's own is set. */
export const DEFAULT_ENDPOINT = "https://{{region}}-aiplatform.googleapis.com/v1/";

/** The form that the Google provider asks of a custom endpoint: the version is part of it, and a slash ends it. */
const ENDPOINT_PATTERN = /^https?:\/\/[^/\s]+(?:\/[^\s]*)?\/[^/\s]+\/$/;

/** Whether a custom endpoint has a scheme, a host, a version and a trailing slash. */
export function isEndpoint(text: string): boolean {
  return ENDPOINT_PATTERN.test(text) && URL.canParse(endpointOf(text, "us-central1"));
}

/**
 * The base URL for a region.
 *
 * @param template - an endpoint in which every `{{region}}` stands for the region.
 */
export function endpointOf(template: string, region: string): string {
  return template.replaceAll("{{region}}", region);
}
