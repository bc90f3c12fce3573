import assert from "node:assert/strict";
import type { Verb } from "./history";
import { argsOf, type Properties, type ProviderProcess } from "./process";
import type { Declared, Plan, Program } from "./program";

/** What the engine has in its state. */
export interface Recorded {
  readonly name: string;
  /** What the program said when it was recorded. */
  readonly plan: Plan;
  readonly id: string;
  readonly inputs: Properties;
  readonly outs: Properties;
  /** Whether the last operation failed in the middle. */
  readonly isPartial: boolean;
}

/** What a provider was asked to do, and what came of it. */
export interface Operation {
  readonly name: string;
  /** What the program says; of a resource that is read or deleted, what it said last. */
  readonly plan: Plan;
  /** `none`: nothing was to be done. `replace`: it was created in place of another one, which is deleted later. */
  readonly method: "preview" | "create" | "replace" | "read" | "update" | "delete" | "none";
  readonly error?: Error;
  /** What was recorded before … */
  readonly before: Recorded | undefined;
  /** … and is recorded afterwards. */
  readonly recorded: Recorded | undefined;
  /** Whether the next `up` would do something. */
  readonly isChangeComing: boolean;
}

/** What one run of the CLI works with. */
export interface RunOptions {
  readonly program: Program;
  readonly provider: ProviderProcess;
  /** Another process, for questions that nobody asks in this run. */
  readonly bystander: ProviderProcess;
  /** Called when an operation begins; what it returns is called with its end. */
  readonly onOperation: () => (operation: Operation) => void;
}

/** A stack as the engine keeps it: what is done in which order, and what is recorded. */
export class Stack {
  private readonly live = new Map<string, Recorded>();
  /** Resources that were replaced and not deleted yet. */
  private replaced: Recorded[] = [];

  async run(verb: Verb, options: RunOptions): Promise<void> {
    const run = new StackRun(this.live, this.replaced, options);
    if (verb === "preview") await run.preview();
    else if (verb === "up") await run.up();
    else if (verb === "refresh") await run.refresh();
    else await run.destroy();
    this.replaced = run.replaced;
  }
}

class StackRun {
  constructor(
    private readonly live: Map<string, Recorded>,
    public replaced: Recorded[],
    private readonly options: RunOptions,
  ) {}

  async preview(): Promise<void> {
    const begin = this.options.onOperation;
    await Promise.all(
      this.options.program.map(async (declared) => {
        const end = begin();
        const before = this.recordedOf(declared);
        const news = await this.check(declared, before?.inputs ?? {}, true);
        const lifecycle = this.options.provider.lifecycleOf(declared.plan);
        const diff = before && (await lifecycle.diff(before.id, before.outs, news));
        if (diff?.replaces?.length) await this.check(declared, {}, true);
        end({ ...declared, method: "preview", before, recorded: before, isChangeComing: diff?.changes ?? true });
      }),
    );
  }

  /** All that is declared is created or updated; where nothing fails, what is replaced or not declared goes then. */
  async up(): Promise<void> {
    const { program } = this.options;
    for (const { name, alias } of program) {
      const recorded = alias && this.live.get(alias);
      if (!recorded || this.live.has(name)) continue;
      this.live.delete(recorded.name);
      this.live.set(name, { ...recorded, name });
    }
    const succeeded = await Promise.all(program.map((declared) => this.bring(declared)));
    if (succeeded.includes(false)) return;
    const names = new Set(program.map(({ name }) => name));
    const gone = [...this.live.values()].filter(({ name }) => !names.has(name));
    await Promise.all([...gone, ...this.replaced].map((recorded) => this.delete(recorded)));
  }

  async refresh(): Promise<void> {
    await Promise.all([...this.live.values()].map((recorded) => this.read(recorded)));
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.live.values(), ...this.replaced].map((recorded) => this.delete(recorded)));
  }

  /** Brings a resource to where the program wants it. @returns whether that succeeded. */
  private async bring(declared: Declared): Promise<boolean> {
    const { provider } = this.options;
    const { name, plan } = declared;
    const lifecycle = provider.lifecycleOf(plan);
    const end = this.options.onOperation();
    const before = this.live.get(name);
    const news = await this.check(declared, before?.inputs ?? {}, false);
    const diff = before && (await lifecycle.diff(before.id, before.outs, news));
    const isReplaced = (diff?.replaces ?? []).length > 0;
    // Defaults of what is replaced are not carried over.
    const inputs = isReplaced ? await this.check(declared, {}, false) : news;
    const isDone = before && !isReplaced && !diff?.changes && !before.isPartial;
    const method = isDone ? "none" : !before ? "create" : isReplaced ? "replace" : "update";
    let error: Error | undefined;
    const keep = (id: string, outs: Properties, isPartial: boolean) => {
      if (method === "replace" && before) this.replaced = [...this.replaced, before];
      this.record({ name, plan, id, inputs, outs, isPartial });
    };
    try {
      if (method === "none" && before) keep(before.id, before.outs, false);
      else if (method === "update" && before) {
        keep(before.id, (await lifecycle.update(before.id, before.outs, inputs)).outs, false);
      } else {
        const { id, outs } = await lifecycle.create(inputs);
        keep(id, outs, false);
      }
    } catch (failure) {
      error = asError(failure);
      // The engine keeps what a partial failure brings, and else what it had.
      if ("properties" in error && "id" in error) keep(String(error.id), error.properties as Properties, true);
    }
    end(await this.ended(declared, method, before, error));
    return error === undefined;
  }

  private async read(before: Recorded): Promise<void> {
    const end = this.options.onOperation();
    const lifecycle = this.options.provider.lifecycleOf(before.plan);
    let error: Error | undefined;
    try {
      const { inputs, props } = await lifecycle.read(before.id, before.outs);
      this.record({ ...before, inputs, outs: props, isPartial: false });
    } catch (failure) {
      error = asError(failure);
    }
    end(await this.ended(before, "read", before, error));
  }

  private async delete(before: Recorded): Promise<void> {
    const end = this.options.onOperation();
    let error: Error | undefined;
    try {
      await this.options.provider.lifecycleOf(before.plan).delete(before.id, before.outs);
      if (this.live.get(before.name) === before) this.live.delete(before.name);
      this.replaced = this.replaced.filter((one) => one !== before);
    } catch (failure) {
      error = asError(failure);
    }
    const { name, plan } = before;
    const recorded = error && before;
    end({ name, plan, method: "delete", before, recorded, isChangeComing: true, ...(error && { error }) });
  }

  private recordedOf({ name, alias = "" }: Declared): Recorded | undefined {
    return this.live.get(name) ?? this.live.get(alias);
  }

  private async check(declared: Declared, olds: Properties, isDryRun: boolean): Promise<Properties> {
    return checked(this.options.provider, declared, olds, argsOf(declared, isDryRun));
  }

  private record(recorded: Recorded): void {
    const outs = JSON.parse(JSON.stringify(recorded.outs)) as Properties;
    assert.deepStrictEqual(recorded.outs, outs, "what goes into the state is plain data without undefined");
    assert.equal(outs.__provider, "stub", "the provider's code is in the state");
    this.live.set(recorded.name, { ...recorded, outs });
  }

  private async ended(
    declared: Declared,
    method: Operation["method"],
    before: Recorded | undefined,
    error: Error | undefined,
  ): Promise<Operation> {
    const { name, plan } = declared;
    const { bystander } = this.options;
    const recorded = this.live.get(name);
    const args = argsOf(declared, false);
    const news = recorded && (await checked(bystander, declared, recorded.inputs, args));
    const diff = recorded && news && (await bystander.lifecycleOf(plan).diff(recorded.id, recorded.outs, news));
    const isChangeComing = recorded?.isPartial || (diff?.changes ?? true);
    return { name, plan, method, before, recorded, isChangeComing, ...(error && { error }) };
  }
}

async function checked(
  provider: ProviderProcess,
  { plan }: Declared,
  olds: Properties,
  args: Properties,
): Promise<Properties> {
  const { inputs, failures } = await provider.lifecycleOf(plan).check(olds, args);
  assert.deepEqual(failures, [], "a valid program is refused");
  return inputs;
}

function asError(failure: unknown): Error {
  assert.ok(failure instanceof Error, `something was thrown that is no error: ${failure}`);
  return failure;
}
