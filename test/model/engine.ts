import assert from "node:assert/strict";
import type { Adapter, KnownResource, Properties, Resource } from "./adapters/adapter";
import type { Verb } from "./history";
import type { Declared, Plan, Program } from "./program";

/** What the engine has in its state. */
export interface Recorded extends KnownResource {
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
  /** What a preview says that will be recorded; absent where none was asked. */
  readonly foreseen?: Properties;
  /** Whether the next `up` would do something. */
  readonly isChangeComing: boolean;
}

/** What one run of the CLI works with. */
export interface RunOptions {
  readonly program: Program;
  readonly provider: Adapter;
  /** That of another process, for questions that nobody asks in this run. */
  readonly bystander: Adapter;
  /** Whether the user has interrupted the command: nothing more is begun then. */
  readonly isInterrupted: () => boolean;
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
        const { inputs, isReplaced, isChanged } = await this.compare(declared, before, true);
        const foreseen = isChanged && (await this.foresee(declared, isReplaced ? undefined : before, inputs));
        const isChangeComing = isChanged;
        end({
          ...declared,
          method: "preview",
          before,
          recorded: before,
          isChangeComing,
          ...(foreseen && { foreseen }),
        });
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
    if (succeeded.includes(false) || this.options.isInterrupted()) return;
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
    const end = this.options.onOperation();
    const before = this.live.get(name);
    const { inputs, isReplaced, isChanged } = await this.compare(declared, before, false);
    const method = !before ? "create" : isReplaced ? "replace" : isChanged ? "update" : "none";
    let error: Error | undefined;
    const keep = (id: string, outs: Properties, isPartial: boolean) => {
      if (method === "replace" && before) this.replaced = [...this.replaced, before];
      this.record({ name, plan, id, inputs, outs, isPartial });
    };
    try {
      if (method === "none" && before) keep(before.id, before.outs, false);
      else if (method === "update" && before) {
        keep(before.id, (await provider.update(declared, before, inputs, false)).outs, false);
      } else {
        const { id, outs } = await provider.create(declared, inputs, false);
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
    let error: Error | undefined;
    try {
      const { inputs, props } = await this.options.provider.read(before);
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
      await this.options.provider.delete(before);
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

  /** What the engine finds out before it does something. What has failed in the middle is always brought to its end. */
  private async compare(declared: Declared, before: Recorded | undefined, isPreview: boolean) {
    const { provider } = this.options;
    const news = await checked(provider, declared, before?.inputs ?? {}, isPreview);
    if (!before) return { inputs: news, isReplaced: false, isChanged: true };
    const { changes, replaces } = await provider.diff(declared, before, news);
    const isReplaced = replaces.length > 0;
    // Defaults of what is replaced are not carried over.
    const inputs = isReplaced ? await checked(provider, declared, {}, isPreview) : news;
    return { inputs, isReplaced, isChanged: changes || before.isPartial };
  }

  private async foresee(
    resource: Resource,
    before: Recorded | undefined,
    inputs: Properties,
  ): Promise<Properties | undefined> {
    const { provider } = this.options;
    if (!provider.supportsPreview) return undefined;
    const coming = before ? provider.update(resource, before, inputs, true) : provider.create(resource, inputs, true);
    return (await coming).outs;
  }

  private record(recorded: Recorded): void {
    const outs = JSON.parse(JSON.stringify(recorded.outs)) as Properties;
    assert.deepStrictEqual(recorded.outs, outs, "what goes into the state is plain data without undefined");
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
    const news = recorded && (await checked(bystander, declared, recorded.inputs, false));
    const diff = recorded && news && (await bystander.diff(declared, recorded, news));
    const isChangeComing = recorded?.isPartial || (diff?.changes ?? true);
    return { name, plan, method, before, recorded, isChangeComing, ...(error && { error }) };
  }
}

async function checked(
  provider: Adapter,
  resource: Resource,
  olds: Properties,
  isPreview: boolean,
): Promise<Properties> {
  const { inputs, failures } = await provider.check(resource, olds, isPreview);
  assert.deepEqual(failures, [], "a valid program is refused");
  return inputs;
}

/** What a provider has failed with; what the model itself finds wrong fails the history. */
function asError(failure: unknown): Error {
  if (failure instanceof assert.AssertionError) throw failure;
  assert.ok(failure instanceof Error, `something was thrown that is no error: ${failure}`);
  return failure;
}
