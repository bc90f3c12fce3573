import assert from "node:assert/strict";
import fc from "fast-check";
import { DrivenClock, FakeVertexAi } from "../../../src/testing";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { listSelected } from "../../../src/vertex/selection/listSelected";
import type { Exclusion, SelectionContext, Selector } from "../../../src/vertex/selection/selector";
import { vertexAiAt } from "../../support/vertexAi";
import {
  exclusions,
  jobs,
  leftOutFields,
  NOW_MS,
  OTHER_NUMBER,
  OWN_ID,
  PROJECT_NUMBER,
  pipelineNameOf,
  RAW_FILTERS,
  type Seed,
  selectors,
} from "./randomJobs";

const REGION = "us-central1";
const ACTIVE = /_(?:QUEUED|PENDING|RUNNING|PAUSED|CANCELLING)$/;
const AGES: Readonly<Record<string, number>> = { "30m": 0.5, "2h": 2, "2h30m": 2.5, "0.25d": 6 };

/** The end of a resource name, without its project. */
const withoutProject = (name = "") => name.split("/").slice(2).join("/");

/** What the fields mean, said once more and in another way: of the seed, not of the answer. */
function fits(seed: Seed, wanted: Exclusion): boolean {
  const createMs = Date.parse(seed.createTime ?? "");
  const ownName = `locations/${REGION}/pipelineJobs/${seed.pipelineJobId}`;
  const labels = new Map(Object.entries(seed.labels ?? {}));
  const texts = [
    [wanted.pipelineName, pipelineNameOf(seed)],
    [wanted.templateUri, seed.templateUri],
    [wanted.serviceAccount, seed.serviceAccount],
    [wanted.scheduleName && withoutProject(wanted.scheduleName), withoutProject(seed.scheduleName)],
  ] as const;
  const misfits = [
    wanted.names?.every((name) => name.split("/")[1] === OTHER_NUMBER || withoutProject(name) !== ownName),
    Object.entries(wanted.labels ?? {}).some(
      ([key, text]) => !labels.has(key) || !["*", labels.get(key)].includes(text),
    ),
    wanted.displayName !== undefined && !wildcard(wanted.displayName).test(seed.displayName ?? ""),
    texts.some(([text, own = ""]) => text !== undefined && text !== own),
    wanted.states && !wanted.states.includes(seed.state ?? ""),
    wanted.createdBefore && createMs >= Date.parse(wanted.createdBefore),
    wanted.createdAfter && createMs <= Date.parse(wanted.createdAfter),
    wanted.olderThan && NOW_MS - createMs <= (AGES[wanted.olderThan] ?? 0) * 3_600_000,
  ];
  return !misfits.some(Boolean);
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`);
}

function withProject<Drawn>(drawn: Drawn, id: string, number: string): Drawn {
  return JSON.parse(JSON.stringify(drawn).replaceAll(PROJECT_NUMBER, number).replaceAll(OWN_ID, id));
}

/** Plain data, which can be copied. */
type Context = Omit<SelectionContext, "kind">;

function matches(seed: Seed, selector: Selector, exclude: Exclusion, context: Context): boolean {
  const { filter, ...conditions } = selector;
  const { filter: excludedFilter, ...excludedConditions } = exclude;
  const isActive = selector.states !== undefined || context.defaultStates === "any" || ACTIVE.test(seed.state ?? "");
  const passes = (raw = "") => RAW_FILTERS[raw as keyof typeof RAW_FILTERS]?.(seed) ?? true;
  const isExcluded = Object.keys(exclude).length > 0 && fits(seed, excludedConditions) && passes(excludedFilter);
  return isActive && passes(filter) && fits(seed, conditions) && !isExcluded;
}

describe("a selection", () => {
  let fake: FakeVertexAi;
  let leftOut: readonly string[] = [];
  let projects = 0;

  before(async () => {
    const clock = new DrivenClock(NOW_MS);
    fake = await FakeVertexAi.start({ clock, entriesPerPage: 3, fieldsLeftOutOfLists: () => leftOut });
  });
  after(() => fake.stop());

  /** Ids of the jobs that are listed as selected. */
  async function select(project: string, selector: Selector, exclude: Exclusion, context: Context) {
    const ids: string[] = [];
    const selection = { kind: PIPELINE_JOBS, selector, exclude, ...context };
    const location = { project, region: REGION };
    for await (const { name } of listSelected(vertexAiAt(fake.endpoint), location, selection, new Deadline(60_000))) {
      ids.push(name.split("/").at(-1) ?? "");
    }
    return ids.sort();
  }

  it("contains the same jobs as a plain predicate selects, whatever fields a listing omits", async () => {
    const seen = { picked: 0, left: 0 };
    const context = fc.constantFrom<Context>({ nowMs: NOW_MS }, { nowMs: NOW_MS, defaultStates: "any" });
    const given = [jobs, selectors, exclusions, context, leftOutFields] as const;
    await fc.assert(
      fc.asyncProperty(...given, async (...drawn) => {
        // A schedule launches jobs of its own project, and each project of the fake has the next number.
        const number = String(Number(PROJECT_NUMBER) + projects);
        const project = `p${projects++}`;
        const [seeds, selector, exclude, context, fields] = withProject(drawn, project, number);
        leftOut = fields;
        for (const seed of seeds) fake.addPipelineJob({ ...seed, project, region: REGION });
        const expected = seeds.filter((seed) => matches(seed, selector, exclude, context));
        seen.picked += expected.length;
        seen.left += seeds.length - expected.length;
        const ids = expected.map(({ pipelineJobId = "" }) => pipelineJobId).sort();
        assert.deepEqual(await select(project, selector, exclude, context), ids);
      }),
      { numRuns: 500 },
    );
    assert.ok(seen.picked > 50 && seen.left > 50, `the property says something: ${JSON.stringify(seen)}`);
  }).timeout(30_000);
});
