import { styleText } from "node:util";
import { FakeVertexAi } from "../../dist/testing/index.js";
import { ScratchStack } from "./scratchStack.mjs";

/** Columns that the CLI needs on a terminal to show what a resource tells on its row. */
const WIDE_ENOUGH = 140;

/** What all acts of the demo play on: a fake Vertex AI, a stack that calls it, and the terminal. */
export class Stage {
  project = "my-project";
  region = "us-central1";
  isInterrupted = false;
  #stack;
  #provider;

  constructor(fake, stack, provider) {
    this.fake = fake;
    this.#stack = stack;
    this.#provider = provider;
  }

  /**
   * @param stack another program than the ready-made one, for {@link ScratchStack}, and the provider whose config says where
   *   Vertex AI is.
   */
  static async open({ provider = "gcp", ...stack } = {}) {
    const { isTTY, columns } = process.stdout;
    if (isTTY && columns < WIDE_ENOUGH) {
      console.log(
        `This terminal has ${columns} columns. With ${WIDE_ENOUGH} the rows of the CLI show their progress, too.`,
      );
    }
    const fake = await FakeVertexAi.start({ pendingMs: 500, timeToCancelMs: 4000, requireAuthorization: true });
    return new Stage(fake, new ScratchStack(stack), provider);
  }

  /** Closes this stage and opens another one, unless the user has interrupted the demo meanwhile. */
  async turnTo(stack) {
    this.#throwIfInterrupted();
    await this.close();
    return Stage.open(stack);
  }

  #throwIfInterrupted() {
    if (this.isInterrupted) throw new Error("interrupted");
  }

  /** Makes the stack. @param config that of the ready-made program. */
  async createStack(config = {}) {
    const own = Object.entries(config).map(([key, value]) => [`pulumi-vertex-jobs:${key}`, value]);
    const provider = this.#provider;
    const google = {
      [`${provider}:project`]: this.project,
      [`${provider}:region`]: this.region,
      [`${provider}:vertexAiCustomEndpoint`]: this.fake.endpoint,
    };
    await this.#stack.create({ ...google, ...Object.fromEntries(own) }, { [`${provider}:accessToken`]: "demo" });
  }

  /** Runs a command of the CLI on the terminal. @returns how many requests it has sent to Vertex AI, by method. */
  async pulumi(verb, ...flags) {
    const before = this.fake.requests.length;
    if (!this.isInterrupted) await this.#stack.pulumi(verb, ...flags);
    this.#throwIfInterrupted();
    const sent = this.fake.requests.slice(before).map(({ apiMethod }) => apiMethod);
    return Object.fromEntries(
      [...new Set(sent)].map((method) => [method, sent.filter((one) => one === method).length]),
    );
  }

  heading(text) {
    console.log(`\n${process.stdout.isTTY ? styleText("bold", text) : text}\n`);
  }

  /** Says what the next command is to show. */
  announce(what) {
    console.log(`To be seen: ${what}.\n`);
  }

  /** The CLI ends in good order when it is interrupted, and the temporary folder can go only then. */
  interrupt(signal) {
    // Ctrl-C on a terminal has reached the CLI already; a second one would make it stop at once.
    if (signal !== "SIGINT" || !process.stdin.isTTY) this.#stack.interrupt();
    this.isInterrupted = true;
  }

  async close() {
    await this.fake.stop();
    this.#stack.remove();
  }
}
