import type { OpenedJob, PageState } from "../../../src/testing/page/pageState";
import type { FakeUnderTest } from "../useFake";

/** The project and region of the page's tests. */
export const PLACE = { project: "p", region: "us-central1" };

/** How the fake answers them. */
export const NUMBERED = "projects/123456789012/locations/us-central1";

/** What the page asks of a fake. */
export function usePage(under: FakeUnderTest) {
  return {
    /** What it shows. */
    state: async (search: Record<string, string> = {}): Promise<PageState> => {
      const { json } = await under.get(`/_fake/state?${new URLSearchParams(search)}`);
      return json as unknown as PageState;
    },
    /** A job that is opened. */
    opened: async (id: string, collection = "pipelineJobs"): Promise<OpenedJob> => {
      const { json } = await under.get(`/_fake/job?name=${NUMBERED}/${collection}/${id}`);
      return json as unknown as OpenedJob;
    },
    /** A button. */
    press: (action: string, id: string, headers: Record<string, string> = {}, collection = "pipelineJobs") =>
      under.call("POST", `/_fake/${action}?name=${NUMBERED}/${collection}/${id}`, undefined, headers),
  };
}
