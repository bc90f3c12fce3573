import type { Branch, Step, StepBody, Subworkflows } from "../../../src/guard/workflow/definition";

/**
 * The same workflow with a name for each way on from a `switch`: `judgeList[0]` is the first branch of `judgeList`. Nothing
 * else differs, so that the names of the steps that were run say which branches were taken.
 */
export function nameBranches<T extends Subworkflows>(definition: T): T {
  const entries = Object.entries(definition).map(([name, subworkflow]) => [
    name,
    { ...subworkflow, steps: subworkflow.steps.map(nameStep) },
  ]);
  return Object.fromEntries(entries);
}

/** Names of all steps, and of all branches; `judgeList[else]` is the way on when no condition holds. */
export function pointsOf(definition: Subworkflows): string[] {
  return Object.values(nameBranches(definition)).flatMap(({ steps }) => steps.flatMap(pointsIn));
}

/** Which of the points were reached by executions with these steps. */
export function reached(steps: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  const branches = (name: string) =>
    [...counts].filter(([step]) => step.startsWith(`${name}[`)).reduce((sum, [, count]) => sum + count, 0);
  const fallenThrough = [...counts].filter(([name, count]) => count > branches(name)).map(([name]) => `${name}[else]`);
  return new Set([...counts.keys(), ...fallenThrough]);
}

function nameStep(step: Step): Step {
  return Object.fromEntries(Object.entries(step).map(([name, body]) => [name, nameBody(name, body)]));
}

function nameBody(name: string, body: StepBody): StepBody {
  return {
    ...body,
    ...(body.switch && { switch: body.switch.map((branch, index) => nameBranch(`${name}[${index}]`, branch)) }),
    ...(body.steps && { steps: body.steps.map(nameStep) }),
    ...(body.for && { for: { ...body.for, steps: body.for.steps.map(nameStep) } }),
    ...(body.parallel && {
      parallel: { ...body.parallel, for: { ...body.parallel.for, steps: body.parallel.for.steps.map(nameStep) } },
    }),
    ...(body.try && { try: nameBody(name, body.try) }),
    ...(body.except && { except: { ...body.except, steps: body.except.steps.map(nameStep) } }),
  };
}

function nameBranch(name: string, { condition, ...body }: Branch): Branch {
  return { condition, steps: [{ [name]: nameBody(name, body) }] };
}

function pointsIn(step: Step): string[] {
  return Object.entries(step).flatMap(([name, body]) => [name, ...pointsInBody(name, body)]);
}

function pointsInBody(name: string, body: StepBody): string[] {
  const inner = [
    ...(body.steps ?? []),
    ...(body.for?.steps ?? []),
    ...(body.parallel?.for.steps ?? []),
    ...(body.except?.steps ?? []),
    ...(body.switch ?? []).flatMap(({ steps }) => steps ?? []),
  ];
  return [
    ...(body.switch ? [`${name}[else]`] : []),
    ...(body.try ? pointsInBody(name, body.try) : []),
    ...inner.flatMap(pointsIn),
  ];
}
