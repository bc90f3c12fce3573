import type { JobKind } from "./jobKind";
import { kindsNamed } from "./kindNames";

/** Orders kinds so that each comes before the kinds of the jobs that it starts: the service stops most children with their parent. */
export function parentsFirst(kinds: readonly JobKind[]): readonly JobKind[] {
  return [...kinds].sort((one, other) => generationsOf(other) - generationsOf(one));
}

/** How many generations of jobs a job of the kind can start. */
function generationsOf({ children }: JobKind): number {
  const started = kindsNamed(children.map(({ collection }) => collection));
  return Math.max(0, ...started.map((child) => 1 + generationsOf(child)));
}
