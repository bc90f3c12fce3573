import { globalAgent } from "node:http";
import type { FakeVertexAi, JsonObject } from "../../src/testing";
import { seededRandom } from "../../src/testing/state/seededRandom";
import { Caller } from "../../src/vertex/http/caller";
import type { Identity } from "../../src/vertex/http/credentials";
import { RequestBudgets } from "../../src/vertex/http/requestBudgets";
import { Transport } from "../../src/vertex/http/transport";
import { VertexAi } from "../../src/vertex/vertexAi";
import { inVirtualTime, type VirtualClock } from "../support/virtualTime";
import { type Operation, Stack } from "./engine";
import { faultRuleOf, PROVIDER_PATH } from "./faults";
import type { History, Verb } from "./history";
import type { Moment, Resources } from "./moments";
import { keyOf, REGISTRY_REGION } from "./places";
import { ProviderProcess } from "./process";
import { edited, type Program, programOf } from "./program";
import { START_MS, startService } from "./service";
import { type UserDeed, Users } from "./users";

/** An operation with its time. */
export interface PlayedOperation extends Operation {
  readonly startedMs: number;
  readonly endedMs: number;
  /** What happened meanwhile, and the moment when it ended. */
  readonly moments: readonly Moment[];
  /** What is kept at the resource's row. */
  readonly notes: readonly string[];
}

/** One run of the CLI, with a provider process of its own. */
export interface Run {
  /** Index of the step. */
  readonly step: number;
  readonly verb: Verb;
  readonly program: Program;
  readonly operations: readonly PlayedOperation[];
  readonly moments: readonly Moment[];
  /** When the provider was told that the user has interrupted the command; absent: never. */
  readonly cancelledMs?: number;
}

/** What a history has led to. */
export interface Played {
  readonly runs: readonly Run[];
  readonly moments: readonly Moment[];
  /** When the engine was killed; absent: never. */
  readonly engineDiedMs?: number;
  /** What was left when the last operation had ended. */
  readonly timersLeft: number;
  readonly socketsLeft: number;
}

/** Plays a history: the real lifecycle against the fake, on a fake clock. */
export async function play(history: History): Promise<Played> {
  const { random } = Math;
  Math.random = seededRandom(history.randomSeed);
  try {
    return await inVirtualTime((clock) => new Stage(history, clock).play(), { startMs: START_MS });
  } finally {
    Math.random = random;
  }
}

class Stage {
  private readonly moments: Moment[] = [];
  private readonly runs: Run[] = [];
  private readonly engineDied = new AbortController();
  private engineDiedMs: number | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly schedules: string[] = [];
  private readonly liftFaults: (() => void)[] = [];
  private requests = 0;
  /** What a user's interruption does; absent: no command runs. */
  private interrupt: (() => void) | undefined;

  constructor(
    private readonly history: History,
    private readonly clock: VirtualClock,
  ) {}

  async play(): Promise<Played> {
    const { fake, schedules } = await startService(this.history);
    this.schedules.push(...schedules);
    try {
      for (const plan of this.history.faults) this.liftFaults.push(fake.addFault(faultRuleOf(plan)));
      const users = new Users(fake, this.history.jobs, this.schedules);
      this.plan(fake, users);
      await this.takeSteps(fake, users);
      for (const timer of this.timers) clearTimeout(timer);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve)); // sockets close then
      return {
        runs: this.runs,
        moments: this.moments,
        timersLeft: this.clock.countTimers(),
        socketsLeft: Object.values(globalAgent.sockets).flat().length,
        ...(this.engineDiedMs !== undefined && { engineDiedMs: this.engineDiedMs }),
      };
    } finally {
      for (const timer of this.timers) clearTimeout(timer);
      this.engineDied.abort();
      await fake.stop();
    }
  }

  private plan(fake: FakeVertexAi, users: Users): void {
    const { history } = this;
    fake.onRequest((request) => {
      if (!PROVIDER_PATH.test(request.path)) return;
      this.act(fake, users, ({ when }) => "requests" in when && when.requests === this.requests);
      this.note(fake, { request }); // what it meets: the deeds come before it
      if (this.requests === history.interruptedAtRequest) this.interruptWithout(fake);
      this.requests += 1;
    });
    for (const deed of history.users) {
      const { when } = deed;
      if ("seconds" in when) this.at(when.seconds, () => this.act(fake, users, (one) => one === deed));
    }
    for (const { atSeconds, bySeconds } of history.clockJumps) {
      this.at(atSeconds, () => this.clock.setSystemTime(Date.now() + bySeconds * 1_000));
    }
    if (history.engineDiesAtSeconds !== undefined) {
      this.at(history.engineDiesAtSeconds, () => {
        this.engineDiedMs = performance.now();
        this.engineDied.abort();
      });
    }
  }

  /** Interrupts the command when nothing but a request is under way, which is not answered. */
  private interruptWithout(fake: FakeVertexAi): void {
    const lift = fake.addFault({ fault: { stall: true, effect: true }, path: PROVIDER_PATH });
    this.at(0, () => {
      lift();
      this.interrupt?.();
    });
  }

  private act(fake: FakeVertexAi, users: Users, isDue: (deed: UserDeed) => boolean): void {
    const deeds = this.history.users.filter(isDue);
    if (deeds.length === 0) return;
    this.note(fake, { deeds });
    for (const deed of deeds) users.act(deed);
    this.note(fake);
  }

  private async takeSteps(fake: FakeVertexAi, users: Users): Promise<void> {
    const { history } = this;
    const stack = new Stack();
    let program = programOf(history.cancellations, history.sweeps);
    for (const [index, step] of history.steps.entries()) {
      this.act(fake, users, ({ when }) => "beforeStep" in when && when.beforeStep === index);
      for (const [at, { liftedBeforeStep }] of history.faults.entries()) {
        if (liftedBeforeStep === index) this.liftFaults[at]?.();
      }
      if ("edit" in step) program = edited(program, step.edit);
      else if ("waitSeconds" in step) await new Promise((resolve) => setTimeout(resolve, step.waitSeconds * 1_000));
      else await this.run(fake, stack, program, step.verb, index);
      if (this.engineDiedMs !== undefined) return;
    }
  }

  private async run(fake: FakeVertexAi, stack: Stack, program: Program, verb: Verb, step: number): Promise<void> {
    const provider = this.newProcess(fake);
    const operations: PlayedOperation[] = [];
    const firstOfRun = this.moments.length;
    const onOperation = () => {
      const first = this.moments.length;
      const startedMs = performance.now();
      this.note(fake);
      return (operation: Operation) => {
        this.note(fake);
        const [moments, notes] = [this.moments.slice(first), provider.notesOf(operation.name)];
        operations.push({ ...operation, startedMs, endedMs: performance.now(), moments, notes });
      };
    };
    const { adapter } = provider;
    let isInterrupted = false;
    let cancelledMs: number | undefined;
    this.interrupt = () => {
      isInterrupted = true;
      if (adapter.cancel()) cancelledMs = performance.now();
    };
    const bystander = this.newProcess(fake).adapter;
    await stack.run(verb, {
      ...{ program, provider: adapter, bystander, onOperation },
      isInterrupted: () => isInterrupted,
    });
    this.interrupt = undefined;
    const moments = this.moments.slice(firstOfRun);
    this.runs.push({ step, verb, program, operations, moments, ...(cancelledMs !== undefined && { cancelledMs }) });
  }

  private newProcess({ endpoint }: FakeVertexAi): ProviderProcess {
    const { adapter, requestsPerMinute, timeoutSeconds } = this.history;
    const budgets = new RequestBudgets(requestsPerMinute);
    const caller = callerOf(this.history);
    const connect = (over: AbortSignal) => {
      const signal = AbortSignal.any([this.engineDied.signal, over]);
      return new VertexAi(new Transport({ endpoint, signal, caller, budgets }));
    };
    return new ProviderProcess(adapter, { connect, timeoutSeconds });
  }

  private note(fake: FakeVertexAi, what: Pick<Moment, "request" | "deeds"> = {}): void {
    this.moments.push({
      atMs: performance.now(),
      jobs: byKey(fake.jobs.filter(({ name }) => !String(name).includes(REGISTRY_REGION))),
      schedules: byKey(this.schedules.flatMap((name) => listOf(fake.schedule(name)))),
      ...what,
    });
  }

  private at(seconds: number, happen: () => void): void {
    this.timers.push(setTimeout(happen, seconds * 1_000));
  }
}

function byKey(resources: readonly JsonObject[]): Resources {
  return new Map(resources.map((resource) => [keyOf(String(resource.name)), resource]));
}

/** One access token; and another one, if it is renewed, for when that is refused. */
function callerOf({ isTokenRenewed }: History): Caller {
  const fallback = { identity: identity("environment"), onTaken: () => {} };
  return new Caller(identity("gcp:accessToken"), isTokenRenewed ? fallback : undefined);
}

function identity(source: string): Identity {
  const credentials = { kind: "accessToken", accessToken: "secret-token" } as const;
  return { credentials, source, scopes: [], universeDomain: "googleapis.com" };
}

function listOf(resource: JsonObject | undefined): JsonObject[] {
  return resource === undefined ? [] : [resource];
}
