import { DynamicResource } from "../../src/dynamic/dynamicResource";
import { DeclaredPauses } from "../../src/provider/jobSweep/declaredPauses";
import type { LogEntry } from "../../src/provider/progress";
import type { VertexAi } from "../../src/vertex/vertexAi";
import { settingsOf } from "../support/resourceDriver";
import { jobNameOf, spell } from "./places";
import { type CancellationPlan, type Declared, isCancellation, type Plan } from "./program";
import { selectionInputs } from "./selection";

/** What goes to the provider and comes from it: plain data. */
export type Properties = Record<string, unknown>;

/** A provider's methods as the engine calls them. */
export interface Lifecycle {
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: readonly object[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces?: readonly string[] }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, olds: Properties): Promise<{ id: string; props: Properties; inputs: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, olds: Properties): Promise<void>;
}

/** A provider process: all resources of one run of the CLI share it. */
export class ProviderProcess {
  /** What was shown, so far. */
  readonly notes: LogEntry[] = [];
  private readonly lifecycles: Readonly<Record<CancellationPlan["type"] | "JobSweep", Lifecycle>>;

  constructor(vertexAi: VertexAi, timeoutSeconds: number) {
    const context = {
      settings: settingsOf({ "gcp:project": "p", "gcp:region": "us-central1" }),
      connect: () => vertexAi,
      log: async (entry: LogEntry) => void this.notes.push(entry),
      declaredPauses: new DeclaredPauses(),
    };
    const request = { urn: "", timeoutMs: timeoutSeconds * 1_000 };
    const newLifecycle = (type: keyof ProviderProcess["lifecycles"]) =>
      new DynamicResource(type, context, request) as unknown as Lifecycle;
    this.lifecycles = {
      PipelineJobCancellation: newLifecycle("PipelineJobCancellation"),
      JobCancellation: newLifecycle("JobCancellation"),
      JobSweep: newLifecycle("JobSweep"),
    };
  }

  lifecycleOf(plan: Plan): Lifecycle {
    return this.lifecycles[isCancellation(plan) ? plan.type : "JobSweep"];
  }

  /** What is kept at the row of a resource. */
  notesOf(name: string): string[] {
    return this.notes.filter(({ urn, ephemeral }) => urn === urnOf(name) && !ephemeral).map(({ message }) => message);
  }
}

/** What a program and the constructors give for a resource. */
export function argsOf({ name, plan }: Declared, isDryRun: boolean): Properties {
  const hidden = {
    __provider: "stub",
    __progressUrn: urnOf(name),
  };
  if (isCancellation(plan)) {
    const { type: _t, project, spelling, region, job, ...rest } = plan;
    return { ...hidden, name: jobNameOf(spell(project, spelling), region, job), ...rest };
  }
  const { project: _p, spelling: _s, regions: _r, selects: _a, excludes: _e, ...rest } = plan;
  return { ...hidden, ...selectionInputs(plan), ...rest, ...(isDryRun && { __dryRun: true }) };
}

function urnOf(name: string): string {
  return `urn:pulumi:s::p::t::${name}`;
}
