import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { ChangedPath } from "../provider/changedPaths";
import type { DetailedDiff } from "../provider/diff";

const { Kind } = PropertyDiff;

/** What a change is for the engine: in place, and if it replaces the resource. */
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const satisfies Record<ChangedPath["kind"], readonly [number, number]>;

/** What has changed, with the path of each change, which a preview shows. */
export function diffResponseOf({ changes, replaces = [], changed }: DetailedDiff): DiffResponse {
  const response = new DiffResponse();
  response.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setReplacesList([...replaces]);
  response.setDiffsList([...new Set(changed.map(({ path }) => topLevel(path)))]);
  response.setHasdetaileddiff(true);
  for (const { path, kind, isReplacement } of changed) {
    const difference = new PropertyDiff();
    difference.setKind(KINDS[kind][isReplacement ? 1 : 0]);
    // What is recorded of the goal is an output: inputs ask for it.
    difference.setInputdiff(path !== "desiredState");
    response.getDetaileddiffMap().set(path, difference);
  }
  return response;
}

function topLevel(path: string): string {
  return /^\w+/.exec(path)?.[0] ?? path;
}
