import type { Deadline } from "../http/deadline";
import { PageSize } from "../http/pageSize";
import { readPage } from "../http/readPage";
import type { Place, Transport } from "../http/transport";
import type { ListQuery } from "../jobs/jobsClient";
import { nameIn, ProjectNumbers } from "../location/projectNumbers";

/** One page of a listing. */
export interface SchedulesPage {
  /** Schedules as answered. */
  readonly schedules: readonly unknown[];
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

/**
 * The methods of the API on schedules, which launch pipeline jobs. Each call is one request: retries are the caller's.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules
 */
export class SchedulesClient {
  private readonly pageSize = new PageSize();

  constructor(
    private readonly transport: Transport,
    private readonly projectNumbers = new ProjectNumbers(),
  ) {}

  /** Reads a schedule, as answered. */
  async get(place: Place, name: string, deadline: Deadline): Promise<object> {
    const what = `cannot get ${name}`;
    const permission = "aiplatform.schedules.get";
    const call = { method: "GET", path: name, permission, what, deadline } as const;
    return this.transport.fetch(place, call, (json) => {
      this.projectNumbers.note(place.project, nameIn(json));
      return typeof json === "object" && json !== null && "state" in json ? json : undefined;
    });
  }

  /** Reads one page of a listing, of as many schedules as the service allows on one, and at most 100. */
  async list(place: Place, query: ListQuery, deadline: Deadline): Promise<SchedulesPage> {
    const path = `projects/${place.project}/locations/${place.region}/schedules`;
    const permission = "aiplatform.schedules.list";
    const what = `cannot list ${path}`;
    return this.pageSize.ask((pageSize) => {
      const params = { ...(pageSize && { pageSize }), ...query };
      const call = { method: "GET", path, params, permission, what, deadline } as const;
      return this.transport.fetch(place, call, (json) => {
        const page = readPage(json, "schedules");
        if (!page) return undefined;
        const { entries: schedules, ...rest } = page;
        this.projectNumbers.note(place.project, nameIn(schedules[0]));
        return { schedules, ...rest };
      });
    });
  }

  /** Lets a schedule launch no more jobs. Those that it has launched go on. */
  async pause(place: Place, name: string, deadline: Deadline): Promise<void> {
    await this.change(place, name, "pause", {}, deadline);
  }

  /** Lets a schedule launch jobs again, without those that it has missed. */
  async resume(place: Place, name: string, deadline: Deadline): Promise<void> {
    await this.change(place, name, "resume", { catchUp: false }, deadline);
  }

  private async change(
    place: Place,
    name: string,
    verb: "pause" | "resume",
    body: object,
    deadline: Deadline,
  ): Promise<void> {
    const what = `cannot ${verb} ${name}`;
    const permission = "aiplatform.schedules.update";
    await this.transport.command(place, { method: "POST", path: `${name}:${verb}`, body, permission, what, deadline });
  }
}
