import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const pipeline = new URL("../../test/fixtures/pipeline.json", import.meta.url);
const startsWithinMs = 15_000;

/** A pipeline job as its owner sees it: submitted and looked at over HTTP, with nothing of this package in between. */
export class PipelineJob {
  #url;
  #labels;

  constructor(endpoint, { project, region, id, labels }) {
    this.name = `projects/${project}/locations/${region}/pipelineJobs/${id}`;
    this.#url = `${endpoint}${this.name}`;
    this.#labels = labels;
  }

  /** Creates the job from the compiled pipeline of test/fixtures. */
  async submit() {
    const [collection, id] = [this.#url.slice(0, this.#url.lastIndexOf("/")), this.#url.split("/").pop()];
    await request(`${collection}?pipelineJobId=${id}`, {
      method: "POST",
      body: JSON.stringify({
        displayName: "Nightly training",
        pipelineSpec: JSON.parse(readFileSync(pipeline, "utf8")),
        runtimeConfig: { gcsOutputDirectory: "gs://my-bucket/nightly-training" },
        labels: this.#labels,
      }),
    });
  }

  async state() {
    return (await request(this.#url)).state;
  }

  async waitUntilRunning() {
    for (const deadlineMs = Date.now() + startsWithinMs; Date.now() < deadlineMs; await sleep(200)) {
      if ((await this.state()) === "PIPELINE_STATE_RUNNING") return;
    }
    throw new Error(`the job is still ${await this.state()} after ${startsWithinMs / 1000} s.`);
  }
}

async function request(url, options) {
  const response = await fetch(url, {
    ...options,
    headers: { Authorization: "Bearer demo", "Content-Type": "application/json" },
  });
  if (!response.ok) throw new Error(`${options?.method ?? "GET"} ${url} was answered with ${response.status}.`);
  return response.json();
}
