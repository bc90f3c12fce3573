import { PipelineJob } from "./pipelineJob.mjs";

/** Jobs that a nightly schedule, which has a copy in each region, has launched and nobody has stopped. */
export class NightlyJobs {
  labels = { schedule: "nightly" };
  /** How many run in each region. */
  counts = { "us-central1": 120, "europe-west4": 80 };
  /** Ids of those that are labelled `keep=yes`, too; they are in the first region. */
  kept = ["kept-1", "kept-2", "kept-3", "kept-4", "kept-5"];
  #schedules = [];

  constructor({ fake, project }) {
    this.fake = fake;
    this.project = project;
  }

  get regions() {
    return Object.keys(this.counts);
  }

  /** How many are to be stopped. */
  get unwanted() {
    return Object.values(this.counts).reduce((sum, count) => sum + count) - this.kept.length;
  }

  /** Has them all running: two in each region as their owner submits them, the others put on the books of the fake. */
  async launch() {
    for (const region of this.regions) {
      const place = { project: this.project, region };
      const pipelineJob = { displayName: "Nightly training", labels: this.labels, pipelineSpec: {} };
      const scheduleName = this.fake.addSchedule({ ...place, scheduleId: "nightly", cron: "0 2 * * *", pipelineJob });
      this.#schedules.push(scheduleName);
      const kept = region === this.regions[0] ? this.kept : [];
      const others = this.counts[region] - kept.length - 2;
      for (const id of kept) this.#seed({ ...place, scheduleName, pipelineJobId: id, ageHours: 24, keep: "yes" });
      for (let number = 1; number <= others; number += 1) {
        const ageHours = (others + 1 - number) / 4;
        this.#seed({ ...place, scheduleName, pipelineJobId: `nightly-${number}`, ageHours });
      }
      for (const id of [`nightly-${others + 1}`, `nightly-${others + 2}`]) await this.submit(region, id);
    }
  }

  /** Submits one more, and waits until it runs. */
  async submit(region, id) {
    const job = new PipelineJob(this.fake.endpoint, { project: this.project, region, id, labels: this.labels });
    await job.submit();
    await job.waitUntilRunning();
  }

  /**
   * Fails unless all are cancelled, except those that are to be kept, which run, and the schedules are paused.
   *
   * @returns how many are cancelled.
   */
  expectStopped() {
    const jobs = this.fake.pipelineJobs.filter(({ labels }) => labels?.schedule === this.labels.schedule);
    const wanted = ({ labels }) => (labels.keep ? "PIPELINE_STATE_RUNNING" : "PIPELINE_STATE_CANCELLED");
    const wrong = jobs.filter((job) => job.state !== wanted(job)).map(({ name, state }) => `${name} is ${state}`);
    const active = this.#schedules.filter((name) => this.fake.schedule(name).state !== "PAUSED");
    const faults = [...wrong, ...active.map((name) => `${name} is not paused`)];
    if (faults.length > 0) throw new Error(`${faults.join(", ")}: that should not be.`);
    const kept = jobs.filter(({ labels }) => labels.keep).length;
    if (kept !== this.kept.length) throw new Error(`${this.kept.length} jobs should have been kept, and ${kept} were.`);
    return jobs.length - kept;
  }

  #seed({ ageHours, keep, ...seed }) {
    this.fake.addPipelineJob({
      ...seed,
      displayName: "Nightly training",
      labels: { ...this.labels, ...(keep && { keep }) },
      createTime: new Date(Date.now() - ageHours * 3_600_000).toISOString(),
      timeToCancelMs: 2000 + ((ageHours * 137) % 60) * 100, // some take longer than others
    });
  }
}
