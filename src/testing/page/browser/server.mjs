/** @import { OpenedJob, PageState } from "../pageState.js" */

/** How long an answer may take before the fake is taken for stopped, in milliseconds. */
const TIMEOUT_MS = 5_000;

/** What the fake answers to a request that it refuses, in its words. */
export class Refusal extends Error {}

/**
 * What to show, for what was typed.
 *
 * @param {{ jobs: string, requests: string }} search
 * @returns {Promise<PageState>}
 */
export function fetchState(search) {
  return send("GET", "state", search);
}

/**
 * One job, whole.
 *
 * @param {string} name
 * @returns {Promise<OpenedJob>}
 */
export function fetchJob(name) {
  return send("GET", "job", { name });
}

/**
 * Cancels, finishes, or fails a job.
 *
 * @param {string} action
 * @param {string} name
 * @returns {Promise<OpenedJob>}
 */
export function act(action, name) {
  return send("POST", action, { name });
}

/**
 * @param {string} method
 * @param {string} file
 * @param {Record<string, string>} parameters
 */
async function send(method, file, parameters) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(`/_fake/${file}?${new URLSearchParams(parameters)}`, { method, signal });
  const answer = await response.json();
  if (!response.ok) throw new Refusal(answer.error.message);
  return answer;
}
