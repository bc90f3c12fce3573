import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Failure, type InputFailure } from "../messages/failure";
import { message } from "../messages/message";
import { changedProperties } from "../provider/changedPaths";
import type { CheckResult } from "../provider/checkResult";
import { checkProviderSettings, providerSettings, SECRET_SETTINGS } from "../provider/connection/providerSettings";
import type { DetailedDiff } from "../provider/diff";
import { findJobs } from "../provider/findJobs";
import { perform, secretsOf } from "../provider/index";
import { checkListing, type ListingInputs } from "../provider/jobListing";
import { DeclaredPauses } from "../provider/jobSweep/declaredPauses";
import type { Recorded, RequestContext, ResourceOperation, ResourceRequest } from "../provider/request";
import { isUnknown, UNKNOWN } from "../provider/unknown";
import { diffResponseOf } from "./detailedDiff";
import { checkFailuresOf, serviceErrorOf } from "./failures";
import { type Properties, received, structOf } from "./properties";
import { classOf, GET_JOBS } from "./tokens";
import { PLUGIN_WORDS } from "./words";

/** The part of a request's context that all requests of a plugin process share. */
export type ProcessContext = Pick<RequestContext, "connect" | "log">;

/** The fields that requests for an operation on a resource share. */
interface ResourceMessage {
  getUrn(): string;
  getTimeout?(): number;
  getPreview?(): boolean;
}

/**
 * The package's resources and functions, as the engine asks for them. Every operation on a resource becomes one request to
 * the provider.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export class ResourceProvider {
  private settings = providerSettings({});
  private readonly declaredPauses = new DeclaredPauses();

  constructor(private readonly process: ProcessContext) {}

  /** Names everything that is wrong with the settings of a provider, before any resource uses it. */
  checkConfig(request: messages.CheckRequest): messages.CheckResponse {
    const { values, secrets } = received(request.getNews());
    const response = new messages.CheckResponse();
    response.setInputs(structOf(values, [...secrets, ...SECRET_SETTINGS]));
    response.setFailuresList(checkFailuresOf(checkProviderSettings(values)));
    return response;
  }

  /** Settings of a provider change in place: its resources record their own project and regions. */
  diffConfig(request: messages.DiffRequest): messages.DiffResponse {
    const [olds, news] = [received(request.getOldInputs()), received(request.getNews())];
    const changed = changedProperties(olds.values, news.values);
    return diffResponseOf({ changes: changed.length > 0, changed });
  }

  configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
    this.settings = providerSettings(received(request.getArgs()).values);
    const response = new messages.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setSupportspreview(true);
    return response;
  }

  async check(request: messages.CheckRequest): Promise<messages.CheckResponse> {
    const type = classOf(request.getUrn());
    const { values, secrets } = received(request.getNews());
    const refused = googleProviderIn(values, type);
    // With `ignoreChanges: ["*"]` the engine sends all recorded inputs. Only the check fills in `defaults`.
    const { defaults: _defaults, gcpProvider: _gcpProvider, ...news } = values;
    const olds = received(request.getOlds()).values;
    const { inputs, failures } = (await this.perform(request, { operation: "check", olds, news })) as CheckResult;
    const response = new messages.CheckResponse();
    response.setInputs(structOf(inputs, secretsOf(type, secrets)));
    response.setFailuresList(checkFailuresOf([...failures, ...refused]));
    return response;
  }

  async diff(request: messages.DiffRequest): Promise<messages.DiffResponse> {
    const recorded = received(request.getOlds()).values;
    const news = received(request.getNews()).values;
    return diffResponseOf((await this.perform(request, { operation: "diff", recorded, news })) as DetailedDiff);
  }

  async create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
    const { values: news, secrets } = received(request.getProperties());
    const { id, outs } = (await this.perform(request, { operation: "create", news }, secrets)) as {
      id: string;
      outs: Recorded;
    };
    const response = new messages.CreateResponse();
    response.setId(id);
    response.setProperties(structOf(outs, secretsOf(classOf(request.getUrn()), secrets)));
    return response;
  }

  /** Reads a resource that is recorded, or one that is imported by its id. */
  async read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
    const { values: recorded, secrets } = received(request.getProperties());
    const allSecrets = [...secrets, ...received(request.getInputs()).secrets];
    const read = (await this.perform(request, { operation: "read", id: request.getId(), recorded })) as
      | { id: string; props: Recorded; inputs: Recorded }
      | undefined;
    const response = new messages.ReadResponse();
    if (!read) return response;
    const marked = secretsOf(classOf(request.getUrn()), allSecrets);
    response.setId(read.id);
    response.setProperties(structOf(read.props, marked));
    response.setInputs(structOf(read.inputs, marked));
    return response;
  }

  async update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
    const recorded = received(request.getOlds()).values;
    const { values: news, secrets } = received(request.getNews());
    const body = { operation: "update", recorded, news } as const;
    const { outs } = (await this.perform(request, body, secrets)) as { outs: Recorded };
    const response = new messages.UpdateResponse();
    response.setProperties(structOf(outs, secretsOf(classOf(request.getUrn()), secrets)));
    return response;
  }

  async delete(request: messages.DeleteRequest): Promise<void> {
    await this.perform(request, { operation: "delete", recorded: received(request.getProperties()).values });
  }

  /** Calls a function: `getJobs` is the only one. */
  async invoke(request: messages.InvokeRequest): Promise<messages.InvokeResponse> {
    const token = request.getTok();
    if (token !== GET_JOBS) throw new Failure(message("unknownFunction", { token }));
    const { values } = received(request.getArgs());
    const { gcpProvider: _gcpProvider, ...args } = values;
    const response = new messages.InvokeResponse();
    const { inputs, failures } = checkListing(args, this.settings, "getJobs");
    response.setFailuresList(checkFailuresOf([...failures, ...googleProviderIn(values, "getJobs")]));
    if (response.getFailuresList().length > 0) return response;
    const jobs = isUnknown(args) ? UNKNOWN : await findJobs(this.context(), inputs as unknown as ListingInputs);
    response.setReturn(structOf({ jobs }));
    return response;
  }

  private async perform(request: ResourceMessage, body: ResourceOperation, secrets: readonly string[] = []) {
    const type = classOf(request.getUrn());
    const timeoutSeconds = request.getTimeout?.() ?? 0;
    const asked = {
      ...this.context(),
      ...body,
      urn: request.getUrn(),
      isPreview: request.getPreview?.() ?? false,
      ...(timeoutSeconds > 0 && { timeoutMs: timeoutSeconds * 1_000 }),
    } as ResourceRequest;
    try {
      return await perform(type, asked);
    } catch (error) {
      throw serviceErrorOf(error, secretsOf(type, secrets));
    }
  }

  private context(): RequestContext {
    const { settings, declaredPauses } = this;
    return { ...this.process, settings, declaredPauses, words: PLUGIN_WORDS };
  }
}

/** Only a TypeScript program can pass a provider of another package. */
function googleProviderIn(inputs: Properties, type: string): InputFailure[] {
  return "gcpProvider" in inputs ? [{ property: "gcpProvider", reason: message("notAnInput", { type }) }] : [];
}
