import assert from "node:assert/strict";
import fc from "fast-check";
import { DrivenClock, FakeVertexAi } from "../../../src/testing";
import { listJobs } from "../../../src/vertex/listJobs";
import { compileFilter } from "../../../src/vertex/selector/compileFilter";
import { READ_MASK } from "../../../src/vertex/selector/listedJob";
import { matches } from "../../../src/vertex/selector/matches";
import type { Exclusion, SelectionContext, Selector } from "../../../src/vertex/selector/selector";
import { exclusions, jobs, NOW_MS, OWN_NUMBER, pipelineNameOf, RAW_FILTERS, type Seed, selectors } from "./randomJobs";

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
    wanted.names?.every((name) => name.startsWith("projects/2/") || withoutProject(name) !== ownName),
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

/** Names with the number of the project that a job was answered with. */
function withOwnNumber<Conditions extends Exclusion>(wanted: Conditions, answered: unknown): Conditions {
  const [, number] = String(answered).split("/");
  const numbered = wanted.names?.map((name) => name.replace(`projects/${OWN_NUMBER}/`, `projects/${number}/`));
  return { ...wanted, ...(numbered && { names: numbered }) };
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`);
}

function isMeant(seed: Seed, selector: Selector, exclude: Exclusion, context: SelectionContext): boolean {
  const { filter, ...conditions } = selector;
  const isActive = selector.states !== undefined || context.defaultStates === "any" || ACTIVE.test(seed.state ?? "");
  const isFiltered = filter === undefined || RAW_FILTERS[filter as keyof typeof RAW_FILTERS](seed);
  const isExcluded = Object.keys(exclude).length > 0 && fits(seed, exclude);
  return isActive && isFiltered && fits(seed, conditions) && !isExcluded;
}

describe("a selection", () => {
  let fake: FakeVertexAi;
  let projects = 0;

  before(async () => {
    fake = await FakeVertexAi.start({ clock: new DrivenClock(NOW_MS) });
  });
  after(() => fake.stop());

  /** Ids of the jobs that are listed with the compiled filter and pass the local check. */
  async function select(project: string, selector: Selector, exclude: Exclusion, context: SelectionContext) {
    const filter = compileFilter(selector, context);
    const listing = listJobs(async (pageToken) => {
      const query = new URLSearchParams({
        pageSize: "3",
        readMask: READ_MASK,
        ...(filter !== undefined && { filter }),
        ...(pageToken !== undefined && { pageToken }),
      });
      const url = `${fake.endpoint}projects/${project}/locations/${REGION}/pipelineJobs?${query}`;
      const response = await fetch(url);
      assert.equal(response.status, 200, `${filter}: ${await response.clone().text()}`);
      const page = (await response.json()) as { pipelineJobs?: unknown[]; nextPageToken?: string };
      return { jobs: page.pipelineJobs ?? [], ...(page.nextPageToken && { nextPageToken: page.nextPageToken }) };
    });
    const ids: string[] = [];
    for await (const job of listing) {
      if (matches(job, selector, exclude, context)) ids.push(job.name.split("/").at(-1) ?? "");
    }
    return ids.sort();
  }

  it("is what a plain predicate picks from all jobs", async () => {
    const seen = { picked: 0, left: 0 };
    const context = fc.constantFrom<SelectionContext>({ nowMs: NOW_MS }, { nowMs: NOW_MS, defaultStates: "any" });
    await fc.assert(
      fc.asyncProperty(jobs, selectors, exclusions, context, async (seeds, selector, exclude, context) => {
        const project = `p${projects++}`;
        const [first = ""] = seeds.map((seed) => fake.addPipelineJob({ ...seed, project, region: REGION }));
        const expected = seeds.filter((seed) => isMeant(seed, selector, exclude, context));
        seen.picked += expected.length;
        seen.left += seeds.length - expected.length;
        const ids = expected.map(({ pipelineJobId = "" }) => pipelineJobId).sort();
        const own = (wanted: Exclusion) => withOwnNumber(wanted, fake.pipelineJob(first)?.name);
        assert.deepEqual(await select(project, own(selector), own(exclude), context), ids);
      }),
      { numRuns: 500 },
    );
    assert.ok(seen.picked > 50 && seen.left > 50, `the property says something: ${JSON.stringify(seen)}`);
  }).timeout(10_000);
});
