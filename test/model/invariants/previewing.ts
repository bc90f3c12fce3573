import { isDeepStrictEqual } from "node:util";
import { UNKNOWN } from "../../../src/provider/unknown";
import type { Properties } from "../adapters/adapter";
import type { History } from "../history";
import { cancelledKeys, isActive, isAnswered, type Moment, matches, mayConcern, mayConcernParent } from "../moments";
import type { Played, PlayedOperation, Run } from "../play";
import { isCancellation } from "../program";
import { isBringing } from "./asked";

/** A preview changes nothing. */
export function previewSendsNoChange(_history: History, { runs }: Played): string[] {
  return runs.flatMap(({ verb, moments, step }) =>
    verb !== "preview"
      ? []
      : moments.flatMap(({ request }) =>
          request && request.method !== "GET" ? `step ${step}: ${request.apiMethod}` : [],
        ),
  );
}

/** Where nothing changes in between, a preview shows exactly the jobs that the `up` after it stops. */
export function previewTellsTheTruth(history: History, { runs, engineDiedMs }: Played): string[] {
  return runs.flatMap((preview, index) => {
    const up = runs[index + 1];
    const isFollowed = preview.verb === "preview" && up?.verb === "up" && up.step === preview.step + 1;
    if (!isFollowed || engineDiedMs !== undefined || !isUndisturbed(history, [preview, up])) return [];
    return up.operations.flatMap((operation) => {
      const shown = preview.operations.find(({ name }) => name === operation.name);
      return shown ? compare(shown, operation, up) : [];
    });
  });
}

/** What a preview says of outputs is what the next `up` records, or it says that they are not known. */
export function previewKnowsWhatComes(_history: History, { runs }: Played): string[] {
  return runs.flatMap((preview, index) => {
    const up = runs[index + 1];
    if (up?.verb !== "up" || up.step !== preview.step + 1) return [];
    return preview.operations.flatMap(({ name, foreseen }) => {
      const { recorded, error } = up.operations.find((one) => one.name === name && isBringing(one)) ?? {};
      if (!foreseen || !recorded || error) return [];
      return wronglyForeseen(foreseen, recorded.outs).map((key) => `step ${preview.step}: ${key} of ${name}`);
    });
  });
}

function wronglyForeseen(foreseen: Properties, outs: Properties): string[] {
  const keys = new Set([...Object.keys(foreseen), ...Object.keys(outs)]);
  // No program sees what begins so.
  const visible = [...keys].filter((key) => !key.startsWith("__"));
  return visible.filter((key) => foreseen[key] !== UNKNOWN && !isDeepStrictEqual(foreseen[key], outs[key]));
}

/** Nothing that is not known comes into the state. */
export function knowsWhatIsRecorded({ recorded }: PlayedOperation): string | undefined {
  const unknown = Object.entries({ ...recorded?.inputs, ...recorded?.outs }).filter(([, value]) => value === UNKNOWN);
  return unknown.length > 0 ? `${unknown.map(([key]) => key).join()} is recorded as not known` : undefined;
}

function compare(preview: PlayedOperation, { plan, name, error, moments }: PlayedOperation, up: Run): string[] {
  if (isCancellation(plan)) return [];
  const others = up.operations.filter((one) => one.name !== name || one.method === "delete");
  const isOwn = (key: string) => mayConcern(plan, key) && !others.some((one) => mayConcern(one.plan, key));
  const shown = jobsShown(preview, plan.project);
  const asked = moments.flatMap(({ request }) => (request && isAnswered(request) ? cancelledKeys(request) : []));
  const [first, last] = [moments[0] as Moment, moments.at(-1) as Moment];
  const isForParent = (key: string) => mayConcernParent(plan, key) && !matches(plan, first, key);
  const hidden = [...new Set(asked)].filter((key) => isOwn(key) && !isForParent(key) && !shown.includes(key));
  const left = error ? [] : shown.filter((key) => isOwn(key) && isActive(first.jobs, key) && isActive(last.jobs, key));
  return [
    ...hidden.map((key) => `${name} has cancelled ${key}, which the preview does not show`),
    ...left.map((key) => `${name} has not stopped ${key}, which the preview shows`),
  ];
}

/** The jobs that a preview says it would stop. */
function jobsShown({ notes }: PlayedOperation, project: string): string[] {
  const told = notes.filter((note) => /would stop/.test(note) && !/when this is deleted|which is refused/.test(note));
  return told.flatMap((note) =>
    [...note.matchAll(/^ {2}([a-z0-9-]+)(?:\/[A-Za-z]+)?\/([a-z0-9-]+)(?: |$)/gm)].map(
      ([, region, id]) => `${project}/${region}/${id}`,
    ),
  );
}

function isUndisturbed({ schedules, service, moreJobs }: History, runs: readonly Run[]): boolean {
  const isQuiet = schedules.length === 0 && service.listingLagSeconds === 0 && moreJobs === 0;
  const isEnded = runs.some(({ cancelledMs }) => cancelledMs !== undefined);
  return (
    isQuiet && !isEnded && runs.every(({ moments }) => moments.every(({ request, deeds }) => !request?.fault && !deeds))
  );
}
