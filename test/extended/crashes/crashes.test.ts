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
const ADAPTERS: Readonly<Record<Adapter, string>> = { dynamic: "the dynamic provider", plugin: "the plugin" };

/** What Ctrl-C does, by the end of a sentence. The engine does not tell a dynamic provider of it. */
const INTERRUPTIONS: Readonly<Record<Adapter, Readonly<Record<string, Blow>>>> = {
  dynamic: {
    "once and the up waits for the jobs to stop": pressingCtrlC("once"),
    "twice and the up does not wait": pressingCtrlC("twice"),
  },
  plugin: { "once and the up ends at once": interrupting },
};

describe("the documented recovery of a stack", function () {
  this.timeout(900_000);
  const queue = new PQueue({ concurrency: STACKS_AT_ONCE });
  const strikes: (() => void)[] = [];
  before(() => {
    for (const start of strikes) start();
  });
  after(() => queue.onIdle());

  /** All are queued before the first test waits for its own. */
  function afterwards(title: string, stack: readonly [Kind, Adapter], moment: Moment, blow: Blow): void {
    let end: Promise<void> | undefined;
    strikes.push(() => {
      end = queue.add(() => strike(...stack, moment, blow));
      end.catch(() => {}); // is awaited by its test, later
    });
    it(title, () => end);
  }

  for (const [adapter, provider] of entriesOf(ADAPTERS)) {
    for (const [kind, what] of entriesOf(KINDS)) {
      for (const [victim, who] of entriesOf(VICTIMS)) {
        describe(`after kill -9 of ${who} while ${provider} stops ${what}`, () => {
          for (const moment of MOMENTS) {
            const title = `reaches the same end state when the kill comes ${moment.when}`;
            afterwards(title, [kind, adapter], moment, killing(victim));
          }
        });
      }
      describe(`after Ctrl-C while ${provider} stops ${what}`, () => {
        for (const [when, blow] of Object.entries(INTERRUPTIONS[adapter])) {
          const title = `reaches the same end state when Ctrl-C is sent ${when}`;
          afterwards(title, [kind, adapter], MID_WAIT, blow);
        }
      });
    }
  }
});

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}
