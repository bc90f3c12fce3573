import { helpers } from "@google-cloud/aiplatform";
import type { JsonObject } from "../../../src/testing";
import type { JobExample } from "../../testing/jobExamples";
import { gapicOptions, VERSIONS } from "./gapicClients";

/** What a client answers: a job, or an operation. */
export interface Answer {
  readonly name: string;
  readonly state: string;
  readonly error: { readonly code: number } | null;
  readonly endTime?: { readonly seconds: string } | null;
  promise(): Promise<unknown>;
}

/** The methods of a client, which are named after kinds: `createCustomJob`. */
type Client = Readonly<Record<string, (request?: object) => Promise<[Answer]>>>;

/** Google's Node clients of one version, which have the methods of every kind of job among them. */
export class JobClients {
  private readonly clients: readonly Client[];

  constructor(version: string, port: number) {
    const { JobServiceClient, PipelineServiceClient, GenAiTuningServiceClient } = VERSIONS[version] ?? fail(version);
    const services = [JobServiceClient, PipelineServiceClient, GenAiTuningServiceClient];
    this.clients = services.map((Service) => new Service(gapicOptions(port)) as unknown as Client);
  }

  /** Calls a method, such as `getCustomJob`. */
  async call(method: string, request: object): Promise<[Answer]> {
    const client = this.clients.find((one) => one[method] !== undefined) ?? fail(method);
    return (client[method] as Client[string]).call(client, request);
  }

  /** Creates a job. @returns its full name, as answered. */
  async create(parent: string, example: JobExample): Promise<string> {
    const { typeName } = example;
    const field = `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}`;
    const [created] = await this.call(`create${typeName}`, { parent, [field]: asMessage(example) });
    return created.name;
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close?.()));
  }
}

function fail(what: string): never {
  throw new Error(`no client has ${what}`);
}

/** A client takes a `Value` and a `Struct` as the messages that they are. */
function asMessage({ body }: JobExample): JsonObject {
  const message = { ...body };
  for (const field of ["trainingTaskInputs", "inputs"]) {
    if (body[field] !== undefined) message[field] = helpers.toValue(body[field] as object);
  }
  if (body.pipelineSpec !== undefined) {
    message.pipelineSpec = (helpers.toValue(body.pipelineSpec as object) as { structValue?: object }).structValue;
  }
  return message;
}
