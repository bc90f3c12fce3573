import { notFound } from "../http/apiErrors";
import { refuseInState } from "../methods/refuseInState";
import type { Job } from "../state/job";
import { stateWord } from "../state/jobState";
import type { Service } from "../state/service";

interface PageAction {
  /** What is done to the job, as the API words a refusal. */
  readonly participle: string;
  readonly act: (service: Service, job: Job) => void;
}

const ACTIONS: Readonly<Record<string, PageAction>> = {
  cancel: { participle: "canceled", act: (service, job) => service.cancel(job) },
  finish: { participle: "finished", act: decree("SUCCEEDED") },
  fail: { participle: "failed", act: decree("FAILED") },
};

/** The names of everything that a button of the page does. */
export const PAGE_ACTIONS: readonly string[] = Object.keys(ACTIONS);

/** What can still be done to a job. */
export function actionsFor(service: Service, job: Job): string[] {
  const state = job.state(service.clock.now());
  if (job.isTerminal(service.clock.now())) return [];
  return PAGE_ACTIONS.filter((action) => action !== "cancel" || stateWord(state) !== "CANCELLING");
}

/**
 * Does what a button of the page says.
 *
 * @param action - one of {@link PAGE_ACTIONS}.
 * @throws ApiError for a job that has ended, as the API's own `cancel` does.
 */
export function carryOutAction(service: Service, action: string, job: Job): void {
  const { participle, act } = ACTIONS[action] as PageAction;
  refuseInState(service, job, job.isTerminal(service.clock.now()), participle);
  act(service, job);
}

/**
 * The job of this full name, of any kind.
 * @throws ApiError 404 if there is none.
 */
export function requireNamedJob(service: Service, name: string): Job {
  const job = service.findByName(name);
  if (job === undefined) throw notFound("job");
  return job;
}

function decree(word: string): PageAction["act"] {
  return (service, job) => job.setState(service.clock.now(), `${job.kind.statePrefix}${word}`);
}
