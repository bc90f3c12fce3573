import { render } from "../messages/render";
import type { CheckResult } from "../provider/checkResult";
import type { DetailedDiff, DiffResult } from "../provider/diff";
import { PartialFailure } from "../provider/failures";
import { perform } from "../provider/index";
import type { RequestContext, ResourceOperation, ResourceRequest } from "../provider/request";
import type { EngineRequest } from "./engineRequest";
import { type HiddenInputs, hiding, revealed } from "./hiddenInputs";

type Properties = Readonly<Record<string, unknown>>;

/** What a check has found, as the SDK passes it on. */
interface SdkCheckResult {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/**
 * A resource as the SDK's dynamic provider process knows it: an object with the methods of
 * `pulumi.dynamic.ResourceProvider`. Each becomes one request to the provider.
 */
export class DynamicResource {
  /**
   * @param type - the resource's class.
   * @param context - of the request, without what is hidden among the properties.
   * @param request - what the engine says with the request, if the SDK lets it through.
   */
  constructor(
    private readonly type: string,
    private readonly context: Omit<RequestContext, "urn" | "isPreview" | "timeoutMs">,
    private readonly request?: EngineRequest,
  ) {}

  async check(olds: Properties, given: Properties): Promise<SdkCheckResult> {
    // No program gives defaults: only the check fills them in.
    const { hidden, known: news } = revealed({ ...given, __defaults: undefined });
    const body = { operation: "check", olds: revealed(olds).known, news } as const;
    const { inputs, failures } = (await this.perform(body, hidden)) as CheckResult;
    const reasons = failures.map(({ property, reason }) => ({ property, reason: render(reason) }));
    return { inputs: hiding(inputs, this.current(hidden)), failures: reasons };
  }

  async diff(_id: string, olds: Properties, given: Properties): Promise<DiffResult> {
    const { hidden, known: news } = revealed(given);
    const body = { operation: "diff", recorded: revealed(olds).known, news } as const;
    const { changed: _changed, ...result } = (await this.perform(body, hidden)) as DetailedDiff;
    return result;
  }

  async create(given: Properties): Promise<{ id: string; outs: Properties }> {
    const { hidden, known: news } = revealed(given);
    const { id, outs } = (await this.perform({ operation: "create", news }, hidden)) as {
      id: string;
      outs: Properties;
    };
    return { id, outs: hiding(outs, this.current(hidden)) };
  }

  async read(id: string, olds: Properties): Promise<{ id: string; props: Properties; inputs: Properties }> {
    const { hidden, known: recorded } = revealed(olds);
    const read = (await this.perform({ operation: "read", id, recorded }, hidden)) as Awaited<
      ReturnType<typeof this.read>
    >;
    const current = this.current(hidden);
    return { id: read.id, props: hiding(read.props, current), inputs: hiding(read.inputs, current) };
  }

  async update(_id: string, olds: Properties, given: Properties): Promise<{ outs: Properties }> {
    const { hidden, known: news } = revealed(given);
    const body = { operation: "update", recorded: revealed(olds).known, news } as const;
    const { outs } = (await this.perform(body, hidden)) as { outs: Properties };
    return { outs: hiding(outs, this.current(hidden)) };
  }

  async delete(_id: string, olds: Properties): Promise<void> {
    const { hidden, known: recorded } = revealed(olds);
    await this.perform({ operation: "delete", recorded }, hidden);
  }

  private async perform(body: ResourceOperation, hidden: HiddenInputs) {
    const { __progressUrn: urn } = this.current(hidden);
    const request = {
      ...this.context,
      ...body,
      ...(typeof urn === "string" && { urn }),
      isPreview: hidden.__dryRun === true,
      timeoutMs: this.request?.timeoutMs,
    } as ResourceRequest;
    try {
      return await perform(this.type, request);
    } catch (error) {
      if (!(error instanceof PartialFailure)) throw error;
      const { message, id, properties } = error;
      throw new PartialFailure(message, id, hiding({ ...properties }, this.current(hidden)));
    }
  }

  /** What was recorded, or what the constructor expected, is an older URN after a rename. */
  private current(hidden: HiddenInputs): HiddenInputs {
    return this.request?.urn ? { ...hidden, __progressUrn: this.request.urn } : hidden;
  }
}
