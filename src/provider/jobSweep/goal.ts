import { type InputTable, keysOf } from "../inputTable";
import { SWEEP_INPUTS, type SweepInputs } from "./inputs";
import type { SweepFacts } from "./outputs";

/** Whether what is recorded is what the inputs ask for. Whatever is not known to be stopped is not. */
export function isGoalReached(recorded: SweepFacts & Partial<SweepInputs>, inputs: SweepInputs): boolean {
  if (recorded.matched === undefined) return false;
  if (!inputs.cancelOn.includes("create")) return true;
  if ((recorded.activeJobs ?? []).length > 0 || recorded.cancelled === undefined) return false;
  return !(inputs.requireCancelled && (recorded.completed ?? 0) > 0) && !asksForMore(recorded, inputs);
}

/** Whether the new inputs ask for an effect that the recorded ones did not ask for. */
export function asksForMore(recorded: Partial<SweepInputs>, inputs: SweepInputs): boolean {
  const isOn = (of: object, key: string) => Reflect.get(of, key) === true;
  const effects = keysOf(SWEEP_INPUTS as InputTable, "apply");
  return inputs.cancelOn.includes("create") && effects.some((key) => isOn(inputs, key) && !isOn(recorded, key));
}
