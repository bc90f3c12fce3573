import PQueue from "p-queue";
import { type Blow, killing, strike, type Victim } from "./crash";
import { interrupting, pressingCtrlC } from "./interruption";
import { type Adapter, type Kind, MID_WAIT, MOMENTS, type Moment } from "./moments";

/** Stacks at work at once: a Pulumi CLI needs most of a core while it starts, and then waits. */
const STACKS_AT_ONCE = 3;

const VICTIMS: Readonly<Record<Victim, string>> = {
  engine: "an engine",
  provider: "a provider process",
  both: "an engine and its provider process",
};
const KINDS: Readonly<Record<Kind, string>> = { job: "one job", sweep: "the jobs of a sweep" };

describe("the documented recovery of a stack", function () {
  this.timeout(900_000);
  const queue = new PQueue({ concurrency: STACKS_AT_ONCE });
  const strikes: (() => void)[] = [];
  before(() => {
    for (const start of strikes) start();
  });
  after(() => queue.onIdle());

  /** All are queued before the first test waits for its own. */
  function afterwards(title: string, kind: Kind, moment: Moment, blow: Blow, adapter: Adapter = "dynamic"): void {
    let end: Promise<void> | undefined;
    strikes.push(() => {
      end = queue.add(() => strike(kind, adapter, moment, blow));
      end.catch(() => {}); // is awaited by its test, later
    });
    it(title, () => end);
  }

  for (const [kind, what] of Object.entries(KINDS) as [Kind, string][]) {
    for (const [victim, who] of Object.entries(VICTIMS) as [Victim, string][]) {
      describe(`after kill -9 of ${who} during the stop of ${what}`, () => {
        for (const moment of MOMENTS)
          afterwards(`reaches the same end state when the kill comes ${moment.when}`, kind, moment, killing(victim));
      });
    }
    describe(`after a crash during the stop of ${what} through the plugin`, () => {
      // What a moment leaves behind is the provider's, which both adapters share: one moment shows that the plugin keeps it.
      for (const [victim, who] of Object.entries(VICTIMS) as [Victim, string][]) {
        const title = `reaches the same end state when kill -9 of ${who} comes ${MID_WAIT.when}`;
        afterwards(title, kind, MID_WAIT, killing(victim), "plugin");
      }
      const title = "reaches the same end state when Ctrl-C is sent once and the up ends at once";
      afterwards(title, kind, MID_WAIT, interrupting, "plugin");
    });
    describe(`after Ctrl-C on an up during the stop of ${what}`, () => {
      afterwards(
        "reaches the same end state when Ctrl-C is sent once and the up waits for the jobs to stop",
        kind,
        MID_WAIT,
        pressingCtrlC("once"),
      );
      afterwards(
        "reaches the same end state when Ctrl-C is sent twice and the up does not wait",
        kind,
        MID_WAIT,
        pressingCtrlC("twice"),
      );
    });
  }
});
