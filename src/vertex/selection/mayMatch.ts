import type { JobKind } from "../kinds/jobKind";
import { kindOfName } from "../kinds/kindNames";
import type { Selector } from "./selector";
import { statesOf } from "./states";

/** Whether any job of the kind can be selected: names and states may be those of other kinds. */
export function mayMatch({ kind, selector }: { readonly kind: JobKind; readonly selector: Selector }): boolean {
  const { names, states } = selector;
  const isNamed = names === undefined || names.some((name) => kindOfName(name) === kind);
  return isNamed && (states === undefined || states.some((state) => statesOf([kind]).includes(state)));
}
