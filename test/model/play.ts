import { globalAgent } from "node:http";
import { DeclaredPauses } from "../../src/provider/pipelineJobSweep/declaredPauses";
import { FakeVertexAi, type LoggedRequest } from "../../src/testing";
import { seededRandom } from "../../src/testing/state/seededRandom";
import { Caller } from "../../src/vertex/caller";
import type { Identity } from "../../src/vertex/credentials";
import { Transport } from "../../src/vertex/transport";
import { VertexAi } from "../../src/vertex/vertexAi";
import { settingsOf } from "../support/cancellationProvider";
import { inVirtualTime, type VirtualClock } from "../support/virtualTime";
import { PLACE } from "../support/withFake";
import { type Operation, resourcesOf } from "./engine";
import { faultRuleOf, PROVIDER_PATH } from "./faults";
import type { History, Verb } from "./history";
import { keyOf, type Moment } from "./moments";
import { addJob, LABELS, Users } from "./users";

/** When histories begin. */
const START_MS = Date.UTC(2026, 0, 1, 0, 0, 30);

/** A verb, as far as one resource is concerned. */
export interface PlayedOperation extends Operation {
  readonly verb: Verb;
  readonly startedMs: number;
  readonly endedMs: number;
  /** What happened meanwhile, and the moment when it ended. */
  readonly moments: readonly Moment[];
}

/** What a history has led to. */
export interface Played {
  readonly operations: readonly PlayedOperation[];
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
  private readonly operations: PlayedOperation[] = [];
  private readonly engineDied = new AbortController();
  private engineDiedMs: number | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly schedules: string[] = [];
  private requests = 0;

  constructor(
    private readonly history: History,
    private readonly clock: VirtualClock,
  ) {}

  async play(): Promise<Played> {
    const { history } = this;
    const startedMs = performance.now();
    // The server's clock is right, whatever is done to the one of this machine.
    const now = () => START_MS + performance.now() - startedMs;
    const clock = {
      now,
      setTimeout: setTimeout.bind(globalThis),
      clearTimeout: clearTimeout.bind(globalThis) as never,
    };
    const fake = await FakeVertexAi.start({ clock, cancelLagMs: history.cancelLagSeconds * 1_000 });
    try {
      this.prepare(fake);
      this.plan(fake);
      await this.runVerbs(fake);
      for (const timer of this.timers) clearTimeout(timer);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve)); // sockets close then
      return {
        operations: this.operations,
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

  private prepare(fake: FakeVertexAi): void {
    for (const job of this.history.jobs) addJob(fake, job);
    for (const { labels, isPaused } of this.history.schedules) {
      const name = fake.addSchedule({
        ...PLACE,
        cron: "* * * * *",
        state: isPaused ? "PAUSED" : "ACTIVE",
        pipelineJob: { labels: LABELS[labels], pipelineSpec: {}, runtimeConfig: { gcsOutputDirectory: "gs://b" } },
      });
      this.schedules.push(name);
    }
    for (const plan of this.history.faults) fake.addFault(faultRuleOf(plan));
  }

  private plan(fake: FakeVertexAi): void {
    const { history } = this;
    const users = new Users(fake, history.jobs);
    fake.onRequest((request) => {
      if (!PROVIDER_PATH.test(request.path)) return;
      const deeds = history.users.filter(({ when }) => "requests" in when && when.requests === this.requests);
      if (deeds.length > 0) this.note(fake);
      for (const deed of deeds) users.act(deed);
      this.note(fake, request); // what it meets: the deeds come before it
      this.requests += 1;
    });
    for (const deed of history.users) {
      const { when } = deed;
      if (!("seconds" in when)) continue;
      this.at(when.seconds, () => {
        this.note(fake);
        users.act(deed);
      });
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

  private async runVerbs(fake: FakeVertexAi): Promise<void> {
    const { history } = this;
    const endpoint = fake.endpoint;
    const caller = callerOf(history);
    const { signal } = this.engineDied;
    const transport = new Transport({ endpoint, signal, caller, requestsPerMinute: history.requestsPerMinute });
    const vertexAi = new VertexAi(transport);
    const settings = settingsOf({ "gcp:project": PLACE.project, "gcp:region": PLACE.region });
    const declaredPauses = new DeclaredPauses();
    const context = { settings, vertexAi: () => vertexAi, log: async () => {}, declaredPauses };
    const resources = resourcesOf(history, context);
    for (const verb of history.verbs) {
      const first = this.moments.length;
      const startedMs = performance.now();
      await Promise.all(
        resources.map(async (resource) => {
          const operation = await resource.run(verb);
          this.note(fake);
          const moments = this.moments.slice(first);
          this.operations.push({ ...operation, verb, startedMs, endedMs: performance.now(), moments });
        }),
      );
      if (this.engineDiedMs !== undefined) return;
    }
  }

  private note(fake: FakeVertexAi, request?: LoggedRequest): void {
    const jobs = new Map(fake.pipelineJobs.map((job) => [keyOf(String(job.name)), job]));
    const schedules = this.schedules.map((name) => fake.schedule(name) ?? {});
    this.moments.push({ atMs: performance.now(), jobs, schedules, ...(request && { request }) });
  }

  private at(seconds: number, happen: () => void): void {
    this.timers.push(setTimeout(happen, seconds * 1_000));
  }
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
