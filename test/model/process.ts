import { DynamicResource } from "../../src/dynamic/dynamicResource";
import { DeclaredPauses } from "../../src/provider/jobSweep/declaredPauses";
import type { LogEntry } from "../../src/provider/progress";
import type { VertexAi } from "../../src/vertex/vertexAi";
import { settingsOf } from "../support/resourceDriver";
import { spell } from "./places";
import { type Declared, isCancellation, type Plan } from "./program";
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
  private readonly lifecycles: { readonly cancellation: Lifecycle; readonly sweep: Lifecycle };

  constructor(vertexAi: VertexAi, timeoutSeconds: number) {
    const context = {
      settings: settingsOf({ "gcp:project": "p", "gcp:region": "us-central1" }),
      connect: () => vertexAi,
      log: async (entry: LogEntry) => void this.notes.push(entry),
      declaredPauses: new DeclaredPauses(),
    };
    const request = { urn: "", timeoutMs: timeoutSeconds * 1_000 };
    this.lifecycles = {
      cancellation: new DynamicResource("PipelineJobCancellation", context, request) as unknown as Lifecycle,
      sweep: new DynamicResource("JobSweep", context, request) as unknown as Lifecycle,
    };
  }

  lifecycleOf(plan: Plan): Lifecycle {
    return isCancellation(plan) ? this.lifecycles.cancellation : this.lifecycles.sweep;
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
    const { project, spelling, region, job, ...rest } = plan;
    return { ...hidden, name: `projects/${spell(project, spelling)}/locations/${region}/pipelineJobs/${job}`, ...rest };
  }
  const { project: _p, spelling: _s, regions: _r, selects: _a, excludes: _e, ...rest } = plan;
  return { ...hidden, ...selectionInputs(plan), ...rest, ...(isDryRun && { __dryRun: true }) };
}

function urnOf(name: string): string {
  return `urn:pulumi:s::p::t::${name}`;
}
