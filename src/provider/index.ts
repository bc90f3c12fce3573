import type { Identity } from "../vertex/http/credentials";
import type { Config } from "./connection/settingSources";
import { Settings } from "./connection/settings";
import { vertexAiOf } from "./connection/sharedVertexAi";
import type { ProviderContext } from "./context";
import { Engine } from "./engine";
import { carryEngineRequests, type EngineRequest, engineRequestOf } from "./engineRequest";
import { describeFallback, PartialFailure } from "./failures";
import { DeclaredPauses } from "./jobSweep/declaredPauses";
import { JobSweepLifecycle } from "./jobSweep/lifecycle";
import { PipelineJobCancellationLifecycle } from "./pipelineJobCancellation/lifecycle";
import { watchEngine } from "./watchdog";

carryEngineRequests(process.argv[1]);

/**
 * What a resource's stub calls, in the dynamic provider process that the engine has started.
 *
 * @param type - the resource's class.
 * @param method - `check`, `diff`, `create`, `read`, `update` or `delete`.
 * @param config - stack configuration.
 * @param args - the arguments of the method, as `pulumi.dynamic.ResourceProvider` has them.
 * @throws Error with a message for the user and without a stack, which the provider process would print.
 * @internal
 */
export async function handle(type: string, method: string, config: Config, args: unknown[]): Promise<unknown> {
  try {
    const request = engineRequestOf(args);
    const lifecycle = lifecycleOf(type, contextOf(config, request));
    const call: unknown = Reflect.get(lifecycle, method);
    if (typeof call !== "function") throw new Error(`${type} has no ${method}`);
    return await call.apply(lifecycle, request ? args.map((arg) => withUrn(arg, request)) : args);
  } catch (error) {
    throw forTheEngine(error);
  }
}

/** What is recorded, or what the constructor knew, is an older URN after a rename. */
function withUrn(arg: unknown, { urn }: EngineRequest): unknown {
  const isRecord = typeof arg === "object" && arg !== null && Object.keys(arg).length > 0;
  return isRecord && urn ? { ...arg, __progressUrn: urn } : arg;
}

function lifecycleOf(type: string, context: ProviderContext): object {
  if (type === "PipelineJobCancellation") return new PipelineJobCancellationLifecycle(context);
  if (type === "JobSweep") return new JobSweepLifecycle(context);
  throw new Error(`this version of pulumi-vertex-jobs has no resource ${type}: install the one that made it`);
}

let engine: Engine | undefined;
const engineDied = new AbortController();
const declaredPauses = new DeclaredPauses();

function contextOf(config: Config, request: EngineRequest | undefined): ProviderContext {
  engine ??= watchedEngine();
  const { signal } = engineDied;
  const log = engine.log.bind(engine);
  // Nobody may be left on whose behalf something is sent.
  const mayRequest = engine.back.bind(engine);
  const onFallback = (refused: Identity, taken: Identity) =>
    void log({ severity: "info", message: describeFallback(refused, taken), urn: "", ephemeral: false });
  return {
    settings: new Settings(config),
    vertexAi: (settings, tokenMayHaveEnded) =>
      vertexAiOf(settings, { signal, mayRequest, onFallback: tokenMayHaveEnded ? onFallback : undefined }),
    log,
    declaredPauses,
    timeoutMs: request?.timeoutMs,
  };
}

/** The engine is at the address that it gives its plugins as their last argument. */
function watchedEngine(): Engine {
  const started = new Engine(process.argv.at(-1) ?? "");
  watchEngine(started, () => {
    engineDied.abort();
    process.exit(1);
  });
  return started;
}

/** Only what the engine shows goes to it: properties of a typed error could be taken for gRPC's own. */
function forTheEngine(error: unknown): Error {
  const plain = new Error(error instanceof Error ? error.message : String(error));
  plain.stack = "";
  if (!(error instanceof PartialFailure)) return plain;
  const { id, properties, reasons } = error;
  return Object.assign(plain, { id, properties, reasons });
}
