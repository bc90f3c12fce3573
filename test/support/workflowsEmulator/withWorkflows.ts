import type { WorkflowDefinition } from "../../../src/guard/workflow/definition";
import { workflowSource } from "../../../src/guard/workflow/source";
import { DrivenClock, FakeVertexAi, type FakeVertexAiOptions } from "../../../src/testing";
import { nameBranches, pointsOf, reached } from "./branchPoints";
import { type Execution, emulatorPython, runWorkflow, WORKFLOW_TOKEN } from "./runWorkflow";

/** Executions of workflows in the enclosing describe, against one fake for each test. */
export interface Workflows {
  readonly fake: () => FakeVertexAi;
  readonly clock: () => DrivenClock;
  /** Executes a workflow whose branches are named. */
  run(definition: WorkflowDefinition, params?: Readonly<Record<string, unknown>>): Promise<Execution>;
  /** Steps and branches of what was run that no test so far has taken. */
  untaken(): string[];
}

/** Installs the emulator, and starts a fake with a driven clock before each test. */
export function withWorkflows(options: Omit<FakeVertexAiOptions, "clock"> = {}): Workflows {
  let fake: FakeVertexAi | undefined;
  let clock: DrivenClock | undefined;
  const points = new Set<string>();
  const taken = new Set<string>();
  before(async function () {
    this.timeout(120_000);
    await emulatorPython();
  });
  beforeEach(async () => {
    clock = new DrivenClock();
    fake = await FakeVertexAi.start({ clock, requireAuthorization: WORKFLOW_TOKEN, ...options });
  });
  afterEach(() => fake?.stop());
  const present = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("the fake and its clock are there in tests only");
    return value;
  };
  return {
    fake: () => present(fake),
    clock: () => present(clock),
    untaken: () => [...points].filter((point) => !taken.has(point)),
    async run(definition, params) {
      const source = workflowSource(nameBranches(definition));
      const execution = await runWorkflow(source, { fake: present(fake), clock: present(clock) }, params);
      for (const point of pointsOf(definition)) points.add(point);
      for (const point of reached(execution.steps)) taken.add(point);
      return execution;
    },
  };
}
