import { Quota } from "../http/quota";
import type { Settings } from "../options";
import type { Clock } from "../time/clock";
import { DurationSource } from "../time/duration";
import { ChildJobs } from "./childJobs";
import { Job, type JobRecord } from "./job";
import type { JobKind } from "./jobKind";
import { JOB_KINDS } from "./jobKinds";
import { JobVersions } from "./jobVersions";
import { Operations } from "./operations";
import { Projects } from "./projects";
import { ResourceMap } from "./resourceMap";
import { parseResourceName } from "./resourceName";
import type { Schedule } from "./schedule";
import { type Random, seededRandom } from "./seededRandom";

/** What the service knows and how it behaves in time; nothing of HTTP. */
export class Service {
  readonly clock: Clock;
  readonly random: Random;
  readonly projects: Projects;
  readonly schedules = new ResourceMap<Schedule>();
  readonly operations: Operations;
  readonly timeToCancel: DurationSource;
  readonly cancelLag: DurationSource;
  readonly pending: DurationSource;
  readonly run: DurationSource;
  readonly quota: Quota;
  /** Counts the resources that were ever made. */
  sequence = 0;
  readonly #jobs = new Map(JOB_KINDS.map(({ collection }) => [collection, new ResourceMap<Job>()]));
  readonly #versions: JobVersions;
  readonly #children: ChildJobs;

  constructor(readonly settings: Settings) {
    this.clock = settings.clock;
    this.random = seededRandom(settings.seed);
    this.projects = new Projects(settings.projectNumber);
    this.#versions = new JobVersions(settings.listingLagMs);
    this.#children = new ChildJobs(this.projects);
    this.operations = new Operations(this.clock);
    this.quota = new Quota(settings.quota);
    this.timeToCancel = new DurationSource(settings.timeToCancelMs, this.random);
    this.cancelLag = new DurationSource(settings.cancelLagMs, this.random);
    this.pending = new DurationSource(settings.pendingMs, this.random);
    this.run = new DurationSource(settings.runMs, this.random);
  }

  nextSequence(): number {
    this.sequence += 1;
    return this.sequence;
  }

  /** The job of this name, whether it has the project's id or number; `undefined` if there is none. */
  find(kind: JobKind, project: string, region: string, id: string): Job | undefined {
    const job = this.jobs(kind).find(this.projects.numberOf(project), region, id);
    return job && this.#caughtUp(job);
  }

  /** The job of this full name, of any kind. */
  findByName(name: string): Job | undefined {
    const parsed = parseResourceName(name);
    const kind = JOB_KINDS.find(({ collection }) => collection === parsed?.collection);
    return kind && parsed && this.find(kind, parsed.project, parsed.region, parsed.id);
  }

  /**
   * {@link findByName}
   * @throws Error if there is none.
   */
  requireJob(name: string): Job {
    return this.findByName(name) ?? missing("job", name);
  }

  /** The schedule of this full name. */
  findSchedule(name: string): Schedule | undefined {
    const parsed = parseResourceName(name);
    return parsed?.collection === "schedules"
      ? this.schedules.find(this.projects.numberOf(parsed.project), parsed.region, parsed.id)
      : undefined;
  }

  /**
   * {@link findSchedule}
   * @throws Error if there is none.
   */
  requireSchedule(name: string): Schedule {
    return this.findSchedule(name) ?? missing("Schedule", name);
  }

  /** All jobs of one project and region. */
  within(kind: JobKind, project: string, region: string): Job[] {
    return this.jobs(kind)
      .within(this.projects.numberOf(project), region)
      .map((job) => this.#caughtUp(job));
  }

  /** {@link within} as a listing sees them that lags behind. */
  withinAsOf(kind: JobKind, project: string, region: string, asOfMs: number): Job[] {
    const jobs = this.within(kind, project, region);
    if (this.settings.listingLagMs === 0) return jobs;
    const projectNumber = this.projects.numberOf(project);
    const isHere = (job: Job) => job.kind === kind && job.projectNumber === projectNumber && job.region === region;
    return this.#versions.asOf(jobs, asOfMs).concat(this.#versions.goneSince(asOfMs).filter(isHere));
  }

  /** {@link allJobs} as listings see them that lag behind. */
  allJobsAsOf(asOfMs: number): Job[] {
    const jobs = this.allJobs();
    if (this.settings.listingLagMs === 0) return jobs;
    return this.#versions.asOf(jobs, asOfMs).concat(this.#versions.goneSince(asOfMs));
  }

  /** The jobs of every kind, in the order in which they were made. */
  allJobs(): Job[] {
    const jobs = [...this.#jobs.values()].flatMap((ofKind) => ofKind.all());
    return jobs.sort((one, other) => one.sequence - other.sequence).map((job) => this.#caughtUp(job));
  }

  jobs({ collection }: JobKind): ResourceMap<Job> {
    return this.#jobs.get(collection) as ResourceMap<Job>;
  }

  /** Puts a job on the books. The jobs that it names as its children stop when it does. */
  addJob(kind: JobKind, record: JobRecord): Job {
    const before = this.jobs(kind).find(record.projectNumber, record.region, record.id);
    const job = this.jobs(kind).add(new Job(kind, record));
    this.#versions.replace(before, job, this.clock.now());
    this.#children.adopt(job);
    return job;
  }

  /** Takes a job off the books. */
  removeJob(job: Job): void {
    this.jobs(job.kind).remove(job);
    this.#versions.remove(job, this.clock.now());
  }

  /** Gives a job other labels. */
  relabel(job: Job, labels: Readonly<Record<string, string>>): void {
    const record = job.toRecord();
    this.addJob(job.kind, { ...record, fields: { ...record.fields, labels } });
  }

  /** Accepts the cancellation of a job that has not ended. */
  cancel(job: Job): void {
    job.cancel(this.clock.now(), job.timeToCancelMs ?? this.timeToCancel.next(), this.cancelLag.next());
  }

  /** What befalls a child is applied when somebody looks at it. */
  #caughtUp(job: Job): Job {
    return this.#children.catchUp(job, this.clock.now());
  }
}

function missing(what: string, name: string): never {
  throw new Error(`The fake has no ${what} ${name}.`);
}
