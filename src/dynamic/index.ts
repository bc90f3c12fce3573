import { Engine } from "../engine/engine";
import { watchEngine } from "../engine/watchdog";
import { Failure } from "../messages/failure";
import { message } from "../messages/message";
import { connectFor } from "../provider/connection/connectFor";
import type { Config } from "../provider/connection/settingSources";
import { Settings } from "../provider/connection/settings";
import { PartialFailure } from "../provider/failures";
import { DeclaredPauses } from "../provider/jobSweep/declaredPauses";
import type { RequestContext } from "../provider/request";
import { DynamicResource } from "./dynamicResource";
import { carryEngineRequests, engineRequestOf } from "./engineRequest";

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
    const resource = new DynamicResource(type, contextOf(config), engineRequestOf(args));
    const call: unknown = Reflect.get(resource, method);
    if (typeof call !== "function") throw new Failure(message("unknownMethod", { type, method }));
    return await call.apply(resource, args);
  } catch (error) {
    throw forTheEngine(error);
  }
}

let engine: Engine | undefined;
const engineDied = new AbortController();
const declaredPauses = new DeclaredPauses();

function contextOf(config: Config): RequestContext {
  engine ??= watchedEngine();
  const { signal } = engineDied;
  const log = engine.log.bind(engine);
  // The engine may be gone: nothing is sent until its channel is back.
  const mayRequest = engine.back.bind(engine);
  return { settings: new Settings(config), connect: connectFor({ signal, mayRequest, log }), log, declaredPauses };
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
