import { type Message, message } from "../../messages/message";
import { formatCount, formatJobs, printable } from "../../messages/wording";
import { formatDuration } from "../../vertex/duration";
import { jobIdOf } from "../../vertex/jobs/jobName";
import type { FoundJob } from "../../vertex/stopping/foundJob";
import type { SweptJob } from "../../vertex/stopping/sweptJob";
import type { SweepInputs } from "./inputs";
import type { SweepFacts } from "./outputs";

/** Jobs that a preview shows. */
const SHOWN = 20;

/** Which jobs a sweep would stop: how many, and the first of them, a line each. */
export function describeFound(
  found: readonly FoundJob[],
  { kinds, maxJobs, cancelOn, deleteStopped }: SweepInputs,
): Message {
  if (found.length === 0) return message("noJobMatches");
  const more = found.length > SHOWN ? [`  and ${formatCount(found.length - SHOWN)} more`] : [];
  return message("wouldStop", {
    jobs: formatJobs(found.length),
    when: cancelOn.includes("create") ? "" : message("whenDeleted"),
    deletion: deleteStopped ? message("thenDeleted") : "",
    refusal: found.length > maxJobs ? message("refused", { maxJobs }) : "",
    list: ["", ...found.slice(0, SHOWN).map((one) => describeJob(one, kinds.length > 1)), ...more].join("\n"),
  });
}

/** How many jobs that were stopped before an update would delete, if it asks for that now. */
export function describeDeletion(
  { deleteStopped }: SweepInputs,
  recorded: (Partial<SweepInputs> & SweepFacts) | undefined,
): Message[] {
  if (!deleteStopped || recorded?.deleteStopped !== false) return [];
  const isStopped = ({ outcome, deleted }: SweptJob) =>
    (outcome === "CANCELLED" || outcome === "COMPLETED") && !deleted;
  const count = (recorded.jobs ?? []).filter(isStopped).length;
  return count > 0 ? [message("wouldDelete", { jobs: formatJobs(count) })] : [];
}

function describeJob({ kind, location, job }: FoundJob, showsKind: boolean): string {
  const id = jobIdOf(job.name);
  const ageMs = Date.now() - Date.parse(job.createTime ?? "");
  const labels = Object.entries(job.labels)
    .filter(([key]) => !key.startsWith("vertex-ai-")) // the service's own
    .map(([key, value]) => `${key}=${value}`);
  const parts = [
    [location.region, showsKind && kind.collection, id].filter(Boolean).join("/"),
    job.displayName !== id && job.displayName,
    job.state,
    Number.isFinite(ageMs) && `${formatDuration(Math.max(0, ageMs))} old`,
    labels.join(" "),
  ];
  return `  ${parts.flatMap((part) => (part ? [printable(part)] : [])).join("  ")}`;
}
