import { byId, element, renewChildren, say, setText } from "./elements.mjs";
import { fetchJob, Refusal } from "./server.mjs";
import { actionButtons, stateBadge, titleOf } from "./tables.mjs";

/** The full name of the job that is open; empty if none is. */
let openedName = "";

const dialog = /** @type {HTMLDialogElement} */ (byId("opened-job"));

dialog.addEventListener("close", () => {
  openedName = "";
});
byId("close-job").addEventListener("click", () => dialog.close());

/**
 * Opens a job.
 *
 * @param {string} name
 */
export async function openJob(name) {
  openedName = name;
  say("message", "");
  setText(byId("opened-title"), "");
  setText(byId("opened-name"), name);
  renewChildren(byId("opened-controls"), []);
  setText(byId("opened-json"), "");
  dialog.showModal();
  await refreshOpenedJob();
}

/** Shows the job that is open as it is now. */
export async function refreshOpenedJob() {
  const name = openedName;
  if (name === "") return;
  try {
    const { job, row } = await fetchJob(name);
    if (name !== openedName) return;
    setText(byId("opened-title"), titleOf(row));
    const buttons = element("span", { class: "actions", "data-key": "actions" }, ...actionButtons(row));
    const state = element("span", { "data-key": "state" }, stateBadge(row.state));
    renewChildren(byId("opened-controls"), [state, buttons]);
    setText(byId("opened-json"), JSON.stringify(job, null, 2));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    renewChildren(byId("opened-controls"), []);
    setText(byId("opened-json"), error.message);
  }
}
