import { exchange } from "./http/exchange";
import { type FaultRule, Faults } from "./http/faults";
import type { LoggedRequest, OpenRequest, RequestListener } from "./http/requestLog";
import { Server } from "./http/server";
import { jobView } from "./methods/jobView";
import { scheduleView } from "./methods/scheduleView";
import { type FakeVertexAiOptions, resolveOptions } from "./options";
import type { Job } from "./state/job";
import { kindOf } from "./state/jobKinds";
import { type CustomJobSeed, type JobSeedOfAnyKind, type PipelineJobSeed, seedJob } from "./state/jobSeeds";
import type { JsonObject } from "./state/json";
import { formatResourceName } from "./state/resourceName";
import { loadData, saveData } from "./state/savedData";
import type { ScheduleState } from "./state/schedule";
import { runSchedules } from "./state/scheduler";
import { type ScheduleSeed, seedSchedule } from "./state/scheduleSeeds";
import { seededRandom } from "./state/seededRandom";
import { Service } from "./state/service";
import type { Clock } from "./time/clock";
import { DurationSource } from "./time/duration";

/**
 * An emulator of Vertex AI's jobs: a real HTTP server on loopback, with its state in memory.
 *
 * @example
 * const fake = await FakeVertexAi.start();
 * const name = fake.addJob("customJobs", { project: "p", region: "us-central1", id: "7" });
 * await fetch(`${fake.endpoint}${name}:cancel`, { method: "POST" });
 * fake.job(name)?.state; // "JOB_STATE_CANCELLED"
 * await fake.stop();
 */
export class FakeVertexAi {
  /** The base URL, such as `http://127.0.0.1:41234`. */
  readonly url: string;
  /** {@link url} with the API version: the value for `gcp:vertexAiCustomEndpoint`. */
  readonly endpoint: string;
  /** Where the fake takes its time from. */
  readonly clock: Clock;

  private constructor(
    url: string,
    private readonly server: Server,
    private readonly service: Service,
    private readonly faults: Faults,
    private readonly log: OpenRequest[],
    private readonly listeners: Set<RequestListener>,
  ) {
    this.url = url;
    this.endpoint = `${url}/v1/`;
    this.clock = service.clock;
  }

  /**
   * Starts a fake.
   * @throws RangeError for an option that makes no sense, and the system's error for a port that is taken.
   */
  static async start(options: FakeVertexAiOptions = {}): Promise<FakeVertexAi> {
    const settings = resolveOptions(options);
    const service = new Service(settings);
    if (settings.dataFile !== undefined) {
      await loadData(service, settings.dataFile);
    }
    const faults = new Faults(settings.faults, settings.randomFaults, seededRandom(settings.seed));
    const log: OpenRequest[] = [];
    const listeners = new Set<RequestListener>();
    const latency = new DurationSource(settings.latencyMs, service.random);
    const server: Server = new Server(settings.clock, (request, response) =>
      exchange({ service, faults, log, listeners, delay: () => server.delay(latency.next()) }, request, response),
    );
    const url = await server.listen(settings.port, settings.host);
    return new FakeVertexAi(url, server, service, faults, log, listeners);
  }

  /** Every request so far, oldest first. */
  get requests(): readonly LoggedRequest[] {
    return this.log;
  }

  /** The requests that called one method, such as `pipelineJobs.cancel`. */
  requestsOf(apiMethod: string): LoggedRequest[] {
    return this.log.filter((request) => request.apiMethod === apiMethod);
  }

  /** Empties {@link requests}. */
  clearRequests(): void {
    this.log.length = 0;
  }

  /**
   * Puts a job on the books, RUNNING unless told otherwise, in place of one that has the same name.
   *
   * @param collection - its kind, by the name of the collection, such as `customJobs` or `batchPredictionJobs`.
   * @returns its full name, with the project as it was given.
   * @throws RangeError for another kind, for a field that the kind lacks, and for text that is no time.
   */
  addJob(collection: string, seed: JobSeedOfAnyKind): string {
    const { id, region } = seedJob(this.service, kindOf(collection), seed);
    return formatResourceName({ project: seed.project, region, collection, id });
  }

  /** {@link addJob} for a pipeline job. */
  addPipelineJob({ pipelineJobId: id, ...seed }: PipelineJobSeed): string {
    return this.addJob("pipelineJobs", { ...seed, id });
  }

  /** {@link addJob} for a custom job. */
  addCustomJob({ customJobId: id, ...seed }: CustomJobSeed): string {
    return this.addJob("customJobs", { ...seed, id });
  }

  /**
   * {@link addJob} for a schedule, which launches a pipeline job on every tick of its cron.
   * @throws ApiError for what the API would refuse.
   */
  addSchedule(seed: ScheduleSeed): string {
    const { id, region } = seedSchedule(this.service, seed);
    return formatResourceName({ project: seed.project, region, collection: "schedules", id });
  }

  /**
   * A job of any kind, by its full name, as the API would answer it now; `undefined` if there is none. Not a look in the
   * sense of a script of states.
   */
  job(name: string): JsonObject | undefined {
    runSchedules(this.service);
    const job = this.service.findByName(name);
    return job && jobView(this.service, job, "get");
  }

  /** {@link job} */
  pipelineJob(name: string): JsonObject | undefined {
    return this.job(name);
  }

  /** {@link job} */
  customJob(name: string): JsonObject | undefined {
    return this.job(name);
  }

  /** {@link job} for a schedule. */
  schedule(name: string): JsonObject | undefined {
    runSchedules(this.service);
    const schedule = this.service.findSchedule(name);
    return schedule && scheduleView(schedule);
  }

  /** The jobs of all kinds on the books, in the order in which they were made. */
  get jobs(): JsonObject[] {
    return this.#views(() => true);
  }

  /**
   * The jobs of all kinds as listings show them now, which may lag behind.
   *
   * @internal
   */
  get listedJobs(): JsonObject[] {
    runSchedules(this.service);
    const asOfMs = this.clock.now() - this.service.settings.listingLagMs;
    return this.service.allJobsAsOf(asOfMs).map((job) => jobView(this.service, job, "get", asOfMs));
  }

  /** The pipeline jobs among {@link jobs}. */
  get pipelineJobs(): JsonObject[] {
    return this.#views(({ kind }) => kind.collection === "pipelineJobs");
  }

  /** Takes a job off the books, whatever its state. One that is not there is no error. */
  removeJob(name: string): void {
    const job = this.service.findByName(name);
    if (job !== undefined) {
      this.service.removeJob(job);
    }
  }

  /** {@link removeJob} */
  removePipelineJob(name: string): void {
    this.removeJob(name);
  }

  /**
   * Gives a job other labels by decree. What is planned for it, or scripted, stays.
   * @throws Error if there is no such job.
   */
  setJobLabels(name: string, labels: Readonly<Record<string, string>>): void {
    this.service.relabel(this.service.requireJob(name), labels);
  }

  /** {@link setJobLabels} */
  setPipelineJobLabels(name: string, labels: Readonly<Record<string, string>>): void {
    this.setJobLabels(name, labels);
  }

  /**
   * Puts a job into a state by decree. Nothing that was planned for it, or scripted, happens any more.
   * @throws Error if there is no such job.
   */
  setJobState(name: string, state: string): void {
    this.service.requireJob(name).setState(this.clock.now(), state);
  }

  /** {@link setJobState} */
  setPipelineJobState(name: string, state: string): void {
    this.setJobState(name, state);
  }

  /** {@link setJobState} */
  setCustomJobState(name: string, state: string): void {
    this.setJobState(name, state);
  }

  /**
   * Puts a schedule into a state by decree, as somebody else would. One that is ACTIVE goes on with its next tick.
   * @throws Error if there is no such schedule.
   */
  setScheduleState(name: string, state: ScheduleState): void {
    this.service.requireSchedule(name).setState(this.clock.now(), state);
  }

  /** Takes a schedule off the books. One that is not there is no error. */
  removeSchedule(name: string): void {
    const schedule = this.service.findSchedule(name);
    if (schedule !== undefined) {
      this.service.schedules.remove(schedule);
    }
  }

  /** Lets requests fail. Returns a function that ends it. */
  addFault(rule: FaultRule): () => void {
    return this.faults.add(rule);
  }

  /**
   * Calls a function with every request that has arrived, before it takes effect and before a fault befalls it: the
   * moment for somebody else to change a job. Returns a function that ends it.
   */
  onRequest(listener: RequestListener): () => void {
    const own: RequestListener = (request) => listener(request);
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  }

  /** Writes jobs and schedules to a JSON file that the option `dataFile` can load. */
  async save(file: string): Promise<void> {
    await saveData(this.service, file);
  }

  /** Closes all connections, and saves to `dataFile` if there is one. Calling it twice does no harm. */
  async stop(): Promise<void> {
    await this.server.close();
    if (this.service.settings.dataFile !== undefined) {
      await this.save(this.service.settings.dataFile);
    }
  }

  #views(isWanted: (job: Job) => boolean): JsonObject[] {
    runSchedules(this.service);
    const jobs = this.service.allJobs().filter(isWanted);
    return jobs.map((job) => jobView(this.service, job, "get"));
  }
}
