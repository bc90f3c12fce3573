import type { History } from "../history";
import { isMild } from "../mildness";
import type { Played, PlayedOperation } from "../play";
import { noOtherChildCancelled, noSecondCancel, nothingElseCancelled } from "./cancelling";
import {
  deletedIsTrue,
  deletesWhatStopped,
  deletionFailsNothing,
  deletionIsKnown,
  nothingElseDeleted,
} from "./deleting";
import { endsInTime, nothingAfterCancel, nothingAfterTheEngine, nothingLeft, withinBudget } from "./limits";
import { knowsWhatIsRecorded, previewKnowsWhatComes, previewSendsNoChange, previewTellsTheTruth } from "./previewing";
import {
  completedWasAsked,
  countsAreRight,
  isQuietAfterwards,
  messageIsClean,
  nothingLost,
  outcomeIsTrue,
  sameProjectStays,
} from "./recording";
import {
  knowsWhatItPaused,
  noOtherPaused,
  noScheduleFails,
  pausesSchedules,
  resumesOnlyItsOwn,
  resumesWhatItPaused,
} from "./schedules";
import { endsQuiet, stoppedAtSomeMoment, stopsChildJobs } from "./stopping";

type Check = (history: History, played: Played) => string[];

/** What must hold whatever happens; each says what was violated. */
export const INVARIANTS: Readonly<Record<string, Check>> = {
  "a success means that every job that matches was terminal at some moment": eachOperation(stoppedAtSomeMoment),
  "after a sweep's last listing nothing that matches is active": eachOperation(endsQuiet),
  "child jobs are stopped where the program says so": eachOperation(stopsChildJobs),
  "no job is asked to cancel that did not match at the last look": nothingElseCancelled,
  "no custom job is asked to cancel unless the program says so": noOtherChildCancelled,
  "no second cancel while the first may have its effect": noSecondCancel,
  "nothing is deleted but what was stopped and matches": nothingElseDeleted,
  "what has stopped is deleted where the program says so": eachOperation(deletesWhatStopped),
  "only what was deleted is recorded to be": eachOperation(deletedIsTrue),
  "what was deleted is in the state": eachOperation(deletionIsKnown),
  "what was deleted fails nothing later": eachOperation(deletionFailsNothing),
  "requests stay within the budget": withinBudget,
  "every operation ends before its timeout plus one poll": eachOperation(endsInTime),
  "no timer and no socket is left": nothingLeft,
  "nothing is sent after the engine has died": nothingAfterTheEngine,
  "nothing goes on after the provider was cancelled": nothingAfterCancel,
  "nothing that was done is lost from the state": eachOperation(nothingLost),
  "an outcome is what happened": eachOperation(outcomeIsTrue),
  "a job that was never asked is not COMPLETED": eachOperation(completedWasAsked),
  "the counts of a sweep are right": eachOperation(countsAreRight),
  "a message says what happened, without a token or a stack": eachOperation(messageIsClean),
  "after a success nothing is left to do": eachOperation(isQuietAfterwards),
  "the id and the number of a project are the same project": eachOperation(sameProjectStays),
  "schedules that launch what is selected are paused": eachOperation(pausesSchedules),
  "what was paused is in the state": knowsWhatItPaused,
  "no other schedule is paused": noOtherPaused,
  "only schedules that nobody else wants paused are resumed": resumesOnlyItsOwn,
  "a delete resumes what was paused, if it is to": eachOperation(resumesWhatItPaused),
  "a schedule that is gone or as wanted fails nothing": eachOperation(noScheduleFails),
  "a preview changes nothing": previewSendsNoChange,
  "a preview shows what the next up stops": previewTellsTheTruth,
  "a preview knows only what comes": previewKnowsWhatComes,
  "nothing unknown is recorded": eachOperation(knowsWhatIsRecorded),
  "where little goes wrong it succeeds": eachOperation(succeeds),
};

/** What a history violates. */
export function violations(history: History, played: Played): string[] {
  return Object.entries(INVARIANTS).flatMap(([invariant, check]) =>
    check(history, played).map((what) => `${invariant}: ${what}`),
  );
}

function eachOperation(
  check: (operation: PlayedOperation, history: History, played: Played) => string | undefined,
): Check {
  return (history, played) =>
    played.runs.flatMap(({ step, verb, operations }) =>
      operations.flatMap((operation) => {
        const violated = check(operation, history, played);
        return violated === undefined ? [] : `step ${step}, ${verb} of ${operation.name}: ${violated}`;
      }),
    );
}

function succeeds({ error, plan, before }: PlayedOperation, history: History): string | undefined {
  const isOtherProject = before !== undefined && before.plan.project !== plan.project;
  if (isOtherProject && error?.message.includes("They are two projects")) return undefined;
  return isMild(history) ? error?.message : undefined;
}
