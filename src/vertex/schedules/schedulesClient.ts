import { message } from "../../messages/message";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { type Page, PageSize, readPage } from "../http/paging";
import type { Transport } from "../http/transport";
import type { ListQuery } from "../jobs/jobsClient";
import { isRecord } from "../json";
import { nameIn, ProjectNumbers } from "../location/projectNumbers";

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
  async get(location: Location, name: string, deadline: Deadline): Promise<object> {
    const tried = message("cannotGet", { name });
    const permission = "aiplatform.schedules.get";
    const call = { method: "GET", path: name, permission, tried, deadline } as const;
    return this.transport.fetch(location, call, (json) => {
      this.projectNumbers.note(location.project, nameIn(json));
      return isRecord(json) && "state" in json ? json : undefined;
    });
  }

  /** Reads one page of a listing, of as many schedules as the service allows on one, and at most 100. */
  async list(location: Location, query: Omit<ListQuery, "fields">, deadline: Deadline): Promise<Page> {
    const path = `projects/${location.project}/locations/${location.region}/schedules`;
    const permission = "aiplatform.schedules.list";
    const tried = message("cannotList", { parent: path });
    return this.pageSize.ask((pageSize) => {
      const params = { ...(pageSize && { pageSize }), ...query };
      const call = { method: "GET", path, params, permission, tried, deadline } as const;
      return this.transport.fetch(location, call, (json) => {
        const page = readPage(json, "schedules");
        if (page) this.projectNumbers.note(location.project, nameIn(page.entries[0]));
        return page;
      });
    });
  }

  /** Lets a schedule launch no more jobs. Those that it has launched go on. */
  async pause(location: Location, name: string, deadline: Deadline): Promise<void> {
    await this.change(location, name, "pause", {}, deadline);
  }

  /** Lets a schedule launch jobs again, without those that it has missed. */
  async resume(location: Location, name: string, deadline: Deadline): Promise<void> {
    await this.change(location, name, "resume", { catchUp: false }, deadline);
  }

  private async change(
    location: Location,
    name: string,
    verb: "pause" | "resume",
    body: object,
    deadline: Deadline,
  ): Promise<void> {
    const tried = message(verb === "pause" ? "cannotPause" : "cannotResume", { name });
    const permission = "aiplatform.schedules.update";
    await this.transport.command(location, {
      method: "POST",
      path: `${name}:${verb}`,
      body: () => body,
      permission,
      tried,
      deadline,
    });
  }
}
