import { checkParent, type Handler } from "../http/apiCall";
import { compileFilter, type FilterLanguage } from "../listing/filter/compileFilter";
import { enumField, type Field, presenceField, textField, timeField } from "../listing/filter/fields";
import { parseOrderBy } from "../listing/orderBy";
import { cutPage } from "../listing/paging";
import { SCHEDULE_STATES } from "../messages/stateEnums";
import type { Schedule } from "../state/schedule";
import { scheduleView } from "./scheduleView";

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules/list */
export const listSchedules: Handler = (service, call) => {
  checkParent(call);
  const isListed = compileFilter(call.query.filter, SCHEDULE_FILTERS);
  const order = parseOrderBy(call.query.orderBy, ["create_time", "start_time", "end_time", "next_run_time"]);
  const placed = service.schedules
    .within(service.projects.numberOf(call.project), call.region)
    .filter(isListed)
    .map((item) => ({ item, position: order.position(moments(item), item.record.sequence) }))
    .sort((one, other) => order.compare(one.position, other.position));
  const { items, nextPageToken } = cutPage(call, placed, order.compare, service.settings);
  return {
    ...(items.length > 0 ? { schedules: items.map(scheduleView) } : {}),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  };
};

const SCHEDULE_FILTERS: FilterLanguage<Schedule> = {
  hasNot: true,
  fields: new Map<string, Field<Schedule>>([
    ["display_name", textField(({ record }) => String(record.fields.displayName), ["=", "!=", ":"])],
    ["state", enumField(({ state }) => state, SCHEDULE_STATES)],
    ["create_pipeline_job_request", presenceField(hasField("createPipelineJobRequest"))],
    ["create_notebook_execution_job_request", presenceField(hasField("createNotebookExecutionJobRequest"))],
    ["create_time", timeField(({ record }) => record.createMs)],
    ["start_time", timeField(({ record }) => record.startMs)],
    ["end_time", timeField(({ record }) => record.endMs, true)],
    ["next_run_time", timeField((schedule) => moments(schedule).nextRunMs)],
  ]),
};

function hasField(field: string): (schedule: Schedule) => boolean {
  return ({ record }) => record.fields[field] !== undefined;
}

function moments({ record, state }: Schedule) {
  const { createMs, startMs, endMs, nextRunMs } = record;
  return { createMs, startMs, endMs, nextRunMs: state === "ACTIVE" ? nextRunMs : undefined };
}
