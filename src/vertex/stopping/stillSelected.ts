import { getOrCreate } from "../getOrCreate";
import { allDone } from "../http/allDone";
import type { Location } from "../http/call";
import type { ListedJob } from "../selection/listedJob";
import type { Selection } from "../selection/listSelected";
import { parseAnyJobName } from "../selection/resourceKey";
import { selectedAmong } from "../selection/selectedAmong";
import type { VertexAi } from "../vertexAi";
import type { SweepScope } from "./selectedJobs";
import type { SweptJob } from "./sweptJob";

/** The recorded jobs of one selection and location. */
interface Group {
  readonly location: Location;
  readonly selection: Selection;
  /** The recorded jobs by their ids. */
  readonly jobs: Map<string, SweptJob>;
}

/** Recorded jobs of one selection and location, with those that the selection matches now. */
export interface StillSelected extends Group {
  /** The matching jobs as they are now. */
  readonly selected: readonly ListedJob[];
}

/**
 * Finds out which recorded jobs the selections of a sweep match now, in whatever state they are.
 *
 * @throws as {@link selectedAmong}
 */
export async function stillSelected(
  vertexAi: VertexAi,
  scope: SweepScope,
  recorded: readonly SweptJob[],
): Promise<StillSelected[]> {
  const groups = groupsOf(scope, recorded).map(async (group) => {
    const { location, selection, jobs } = group;
    const previousStates = new Map([...jobs].map(([jobId, { previousState }]) => [jobId, previousState]));
    return { ...group, selected: await selectedAmong(vertexAi, location, selection, previousStates, scope.deadline) };
  });
  return allDone(groups);
}

function groupsOf({ locations, selections }: SweepScope, recorded: readonly SweptJob[]): Group[] {
  const groups = new Map<string, Group>();
  for (const job of recorded) {
    const name = parseAnyJobName(job.name);
    const location = locations.find(({ region }) => region === name?.region);
    const selection = selections.find(({ kind }) => kind === name?.kind);
    if (!name || !location || !selection) continue;
    const key = `${name.region}/${name.kind.collection}`;
    getOrCreate(groups, key, () => ({ location, selection, jobs: new Map() })).jobs.set(name.jobId, job);
  }
  return [...groups.values()];
}
