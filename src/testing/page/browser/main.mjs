import { byId, say } from "./elements.mjs";
import { openJob, refreshOpenedJob } from "./openedJob.mjs";
import { act, fetchState, Refusal } from "./server.mjs";
import { showStateChips } from "./stateChips.mjs";
import { showTables } from "./tables.mjs";

const REFRESH_MS = 1_000;
const MESSAGE_MS = 10_000;

const STOPPED = "The fake has stopped. You see its last state. The page continues when the fake is back.";

/** What is said when a button has done its work. */
const DONE = new Map([
  ["cancel", "The fake has accepted the cancellation."],
  ["finish", "The job has succeeded."],
  ["fail", "The job has failed."],
]);

const jobSearch = /** @type {HTMLInputElement} */ (byId("job-search"));
const requestSearch = /** @type {HTMLInputElement} */ (byId("request-search"));

let refreshCount = 0;
let messageTimer = 0;

/** Looks for news. What was asked before something newer was asked is not shown. */
async function refresh() {
  refreshCount += 1;
  const count = refreshCount;
  const state = await lookForNews();
  if (state === undefined || count !== refreshCount) return;
  showTables(state);
  showStateChips(state.jobs.states, jobSearch.value);
}

async function lookForNews() {
  try {
    const state = await fetchState({ jobs: jobSearch.value, requests: requestSearch.value });
    await refreshOpenedJob();
    say("stopped", "");
    return state;
  } catch (error) {
    say("stopped", error instanceof Refusal ? error.message : STOPPED);
  }
}

/**
 * @param {string} action
 * @param {string} name
 */
async function press(action, name) {
  try {
    await act(action, name);
    announce(DONE.get(action) ?? "");
  } catch (error) {
    announce(error instanceof Refusal ? error.message : "The fake did not answer.");
  }
  await refresh();
}

/** @param {string} text */
function announce(text) {
  clearTimeout(messageTimer);
  say("message", text);
  messageTimer = setTimeout(() => say("message", ""), MESSAGE_MS);
}

document.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const { action, job, search } = button?.dataset ?? {};
  if (action !== undefined && job !== undefined) await press(action, job);
  else if (job !== undefined) await openJob(job);
  else if (search !== undefined) {
    jobSearch.value = search;
    await refresh();
  }
});
for (const input of [jobSearch, requestSearch]) input.addEventListener("input", refresh);

for (;;) {
  await refresh();
  await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
}
