import { CronExpressionParser } from "cron-parser";
import type { GuardInputs } from "./guardInputs";
import type { Step, StepBody } from "./workflow/definition";
import { guardWorkflow } from "./workflow/guardWorkflow";
import { PAGE_SIZE } from "./workflow/kindData";
import { connectorStep } from "./workflow/stopJobs";
import type { GuardCost } from "./workflowCost";

/** The steps that are taken once for each … */
const STEPS_PER = {
  run: ["begin"],
  listing: ["list", "beginListing", "listKinds", "returnFound", "judgeList"],
  kind: ["listRegions"],
  region: ["beginRegion"],
  page: ["listPage", "readPage", "beginNextPage", "judgePage"],
  round: ["beginCancelling", "cancelAll", "awaitAll", "judgeRound", "listAgain"],
  selection: ["askWhetherMeant", "judgeFields", "readJob", "checkSelected", "keepName"],
  cancellation: [
    "cancelJob",
    "requestCancellation",
    "beginRequesting",
    "clearRequestError",
    "request",
    "chooseConnector",
    "judgeRequest",
  ],
  wait: ["noteRequest", "awaitJob", "awaitEnd", "beginWaiting", "noteEnd", "countEnd"],
  look: ["look", "getJob", "returnState", "judgeState"],
  pause: ["pauseBeforeLook", "lengthenPollDelay", "lookAgain"],
} as const;

const DAYS_OF_MONTH = 30;
const HUNDRED = 100;

/** Counts what the runs of a guard cost, by the steps of its own workflow. A test holds the count to real runs. */
export function guardCost(inputs: GuardInputs): GuardCost {
  const weights = stepWeights(Object.values(guardWorkflow({ ...inputs, dryRun: false })).flatMap(({ steps }) => steps));
  const stepsOf = (names: readonly string[]) => names.reduce((sum, name) => sum + (weights.get(name) ?? 0), 0);
  const per = Object.fromEntries(Object.entries(STEPS_PER).map(([what, names]) => [what, stepsOf(names)])) as Record<
    keyof typeof STEPS_PER,
    number
  >;
  const kinds = inputs.kinds.length;
  const places = kinds * inputs.regions.length;
  const listing = per.listing + kinds * per.kind + places * (per.region + per.page);
  const idleRun = { steps: per.run + listing, apiCalls: places };
  const connector = Math.max(...inputs.kinds.map((kind) => weights.get(connectorStep(kind)) ?? 0));
  // The last word on a job has the exclusion, if there is one; two branches assign a variable.
  const job = per.selection + 1 + 2 + per.cancellation + connector + per.wait + per.look;
  const furtherPages = HUNDRED / PAGE_SIZE - 1;
  const runsPerMonth = runsIn(DAYS_OF_MONTH, inputs);
  return {
    runsPerMonth,
    idleRun,
    idleMonth: { steps: runsPerMonth * idleRun.steps, apiCalls: runsPerMonth * idleRun.apiCalls },
    hundredJobsRun: {
      steps: idleRun.steps + listing + furtherPages * per.page + per.round + HUNDRED * job,
      apiCalls: 2 * places + furtherPages + 2 * HUNDRED,
    },
    furtherLook: { steps: per.pause + per.look, apiCalls: 1 },
  };
}

/** What each step counts, by its name, the steps inside of steps included. */
export function stepWeights(steps: readonly Step[]): Map<string, number> {
  return new Map(
    steps.flatMap((step) =>
      Object.entries(step).flatMap(([name, body]): [string, number][] => [
        [name, body.assign?.length ?? 1],
        ...stepWeights(stepsIn(body)),
      ]),
    ),
  );
}

function stepsIn(body: StepBody): Step[] {
  const { steps, for: loop, parallel, except, switch: branches } = body;
  return [
    ...(steps ?? []),
    ...(loop?.steps ?? []),
    ...(parallel?.for.steps ?? []),
    ...(body.try ? stepsIn(body.try) : []),
    ...(except?.steps ?? []),
    ...(branches ?? []).flatMap(stepsIn),
  ];
}

/** From a fixed day on, so that the same program always says the same. */
function runsIn(days: number, { schedule, timeZone }: GuardInputs): number {
  const currentDate = new Date("2026-01-01T00:00:00Z");
  const endDate = new Date(currentDate.getTime() + days * 24 * 3_600_000);
  const runs = CronExpressionParser.parse(schedule, { currentDate, endDate, tz: timeZone });
  let count = 0;
  while (runs.hasNext()) {
    runs.next();
    count++;
  }
  return count;
}
