import { message } from "../../messages/message";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import type { Transport } from "../http/transport";
import { batchCall } from "../jobs/batches";
import { formatJobName, type JobName } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import { type Operation, readOperation } from "./operation";

/** The methods of the API that delete jobs. Each call is one request: retries are the caller's. */
export class DeletionClient {
  constructor(private readonly transport: Transport) {}

  /**
   * Begins to delete a job that has ended. The service refuses it for one that has not.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/delete
   */
  async delete(kind: JobKind, name: JobName, deadline: Deadline): Promise<Operation> {
    const path = formatJobName(kind, name);
    const permission = `${kind.permissionPrefix}.delete`;
    const tried = message("cannotDelete", { name: path });
    const call = { method: "DELETE", path, permission, tried, deadline, countsAs: "cancel" } as const;
    return this.transport.fetch(name, call, readOperation);
  }

  /**
   * Begins to delete up to 32 jobs of one project and region, all or none of them.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/batchDelete
   */
  async batchDelete(
    kind: JobKind,
    location: Location,
    jobIds: readonly string[],
    deadline: Deadline,
  ): Promise<Operation> {
    const call = { ...batchCall(kind, location, jobIds, "delete"), deadline };
    return this.transport.fetch(location, call, readOperation);
  }

  /**
   * Reads an operation.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.operations/get
   */
  async operation(location: Location, { name }: Operation, deadline: Deadline): Promise<Operation> {
    const tried = message("cannotGet", { name });
    const permission = "aiplatform.operations.get";
    return this.transport.fetch(location, { method: "GET", path: name, permission, tried, deadline }, readOperation);
  }
}
