import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import type { JobRecord } from "./job";
import { CUSTOM_JOB, PIPELINE_JOB } from "./jobKinds";
import { isJsonObject } from "./json";
import { Schedule, type ScheduleRecord } from "./schedule";
import type { Service } from "./service";

/** Raised whenever older files can no longer be read. */
const FORMAT = 1;

/** What a file holds. */
interface SavedData {
  readonly format: typeof FORMAT;
  readonly sequence: number;
  readonly projects: readonly (readonly [id: string, number: string])[];
  readonly pipelineJobs: readonly JobRecord[];
  readonly customJobs: readonly JobRecord[];
  readonly schedules: readonly ScheduleRecord[];
}

/** Writes everything that the fake has on its books, operations aside, to a JSON file. */
export async function saveData(service: Service, file: string): Promise<void> {
  const data: SavedData = {
    format: FORMAT,
    sequence: service.sequence,
    projects: service.projects.entries(),
    pipelineJobs: service.pipelineJobs.all().map((job) => job.toRecord()),
    customJobs: service.customJobs.all().map((job) => job.toRecord()),
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
  for (const record of data.customJobs) {
    service.addJob(CUSTOM_JOB, record);
  }
  for (const record of data.pipelineJobs) {
    service.addJob(PIPELINE_JOB, record);
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
  const lists = ["projects", "pipelineJobs", "customJobs", "schedules"];
  if (!isJsonObject(data) || data.format !== FORMAT || !lists.every((name) => Array.isArray(data[name]))) {
    throw new RangeError(`${file} was not saved by FakeVertexAi.`);
  }
  return data as unknown as SavedData;
}

/** JSON has no `Infinity`, but a job may take for ever to cancel. */
function keepInfinity(_key: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? "Infinity" : value;
}
