import { setTimeout as sleep } from "node:timers/promises";
import { gaxios } from "google-auth-library";
import { PLACE } from "../../test/support/withFake";

/** Cancels a job and looks at it every second until it has ended, as a shell with `curl` does. */
export async function loopOfCurl(endpoint: string, jobId: string): Promise<void> {
  const url = `${endpoint}projects/${PLACE.project}/locations/${PLACE.region}/pipelineJobs/${jobId}`;
  await gaxios.request({ url: `${url}:cancel`, method: "POST" });
  for (;;) {
    const { data } = await gaxios.request<{ state: string }>({ url });
    if (/_(SUCCEEDED|FAILED|CANCELLED)$/.test(data.state)) return;
    await sleep(1_000);
  }
}
