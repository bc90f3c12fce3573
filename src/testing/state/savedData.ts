import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import type { JobRecord } from "./job";
import type { JobKind } from "./jobKind";
import { JOB_KINDS } from "./jobKinds";
import { isJsonObject, type JsonObject } from "./json";
import { Schedule, type ScheduleRecord } from "./schedule";
import type { Service } from "./service";

/** Raised whenever older files can no longer be read. */
const FORMAT = 1;

/** What a file holds, and the jobs of each kind under the name of their collection. */
interface SavedData {
  readonly format: typeof FORMAT;
  readonly sequence: number;
  readonly projects: readonly (readonly [id: string, number: string])[];
  readonly schedules: readonly ScheduleRecord[];
  readonly [collection: string]: unknown;
}

/** Writes everything that the fake has on its books, operations aside, to a JSON file. */
export async function saveData(service: Service, file: string): Promise<void> {
  const recordsOf = (kind: JobKind) =>
    service
      .jobs(kind)
      .all()
      .map((job) => job.toRecord());
  const data: SavedData = {
    format: FORMAT,
    sequence: service.sequence,
    projects: service.projects.entries(),
    ...Object.fromEntries(JOB_KINDS.map((kind) => [kind.collection, recordsOf(kind)])),
    schedules: service.schedules.all().map(({ record }) => record),
  };
  await writeFile(file, `${JSON.stringify(data, keepInfinity, 2)}\n`);
}

/**
 * Reads what {@link saveData} wrote; a file that does not exist is an empty one.
 * @throws RangeError for a file of anything else.
 */
export async function loadData(service: Service, file: string): Promise<void> {
  if (!existsSync(file)) {
    return;
  }
  const data = parseData(await readFile(file, "utf8"), file);
  for (const [id, number] of data.projects) {
    service.projects.set(id, number);
  }
  for (const kind of JOB_KINDS) {
    for (const record of (data[kind.collection] ?? []) as JobRecord[]) {
      service.addJob(kind, record);
    }
  }
  for (const record of data.schedules) {
    service.schedules.add(new Schedule(record));
  }
  service.sequence = data.sequence;
}

function parseData(text: string, file: string): SavedData {
  let data: unknown;
  try {
    data = JSON.parse(text, (key, value: unknown) => (key === "timeToCancelMs" ? Number(value) : value));
  } catch {
    data = undefined;
  }
  if (!isJsonObject(data) || data.format !== FORMAT || !hasLists(data)) {
    throw new RangeError(`${file} was not saved by FakeVertexAi.`);
  }
  return data as unknown as SavedData;
}

/** A file of a version that served fewer kinds has no jobs of the others. */
function hasLists(data: JsonObject): boolean {
  const isList = (name: string): boolean => Array.isArray(data[name]);
  const isAbsentOrList = ({ collection }: JobKind): boolean => data[collection] === undefined || isList(collection);
  return ["projects", "schedules"].every(isList) && JOB_KINDS.every(isAbsentOrList);
}

/** JSON has no `Infinity`, but a job may never come to be cancelled. */
function keepInfinity(_key: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? "Infinity" : value;
}
