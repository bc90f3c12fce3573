import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { ChangedPath } from "../provider/changedPaths";
import type { DetailedDiff } from "../provider/diff";

const { Kind } = PropertyDiff;

/** The engine's kinds of change: in place, and with a replacement. */
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const satisfies Record<ChangedPath["kind"], readonly [number, number]>;

/** The answer to a diff. A preview shows the path of each change. */
export function diffResponseOf({ changes, replaces = [], changed }: DetailedDiff): DiffResponse {
  const response = new DiffResponse();
  response.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setReplacesList([...replaces]);
  response.setDiffsList([...new Set(changed.map(({ path }) => topLevel(path)))]);
  response.setHasdetaileddiff(true);
  for (const { path, kind, isReplacement } of changed) {
    const difference = new PropertyDiff();
    difference.setKind(KINDS[kind][isReplacement ? 1 : 0]);
    // The recorded input is always `STOPPED`. The recorded output says what is active after a failure.
    difference.setInputdiff(path !== "desiredState");
    response.getDetaileddiffMap().set(path, difference);
  }
  return response;
}

function topLevel(path: string): string {
  return /^\w+/.exec(path)?.[0] ?? path;
}
