import type { History } from "../history";
import { cancelledKeys, isActive, isAnswered, type Moment, matches, mayConcern, mayConcernParent } from "../moments";
import type { Played, PlayedOperation, Run } from "../play";
import { isCancellation } from "../program";

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
  return isQuiet && runs.every(({ moments }) => moments.every(({ request, deeds }) => !request?.fault && !deeds));
}
