import type { FieldPlace, JobField, JobKind } from "../../vertex/kinds/jobKind";
import { compileFilter } from "../../vertex/selection/compileFilter";
import type { Selector } from "../../vertex/selection/selector";

/** Jobs on a page: far below what all variables of a workflow may hold together, 512 KB, also with long labels. */
export const PAGE_SIZE = 50;

/** What a workflow knows of a kind of job, as literal data: the subworkflows are the same for all kinds. */
export interface KindData {
  readonly collection: string;
  /** Of the list method. */
  readonly query: Readonly<Record<string, string | number>>;
  /** Of the get method, which must show what a listing has left out. */
  readonly fields: string;
  /** Where a job has the fields that conditions read: the keys that lead there. */
  readonly paths: Readonly<Partial<Record<JobField, readonly string[]>>>;
}

/**
 * What a workflow must know of a kind to check some fields of its jobs.
 *
 * @param fields - those that conditions read; the kind has them all.
 * @param filter - of the list method, or an expression for it.
 */
export function kindData(kind: JobKind, fields: readonly JobField[], filter: string): KindData {
  const masks = [...new Set((["name", ...fields] as const).map((field) => maskOf(kind, field)))];
  const { collection } = kind;
  return {
    collection,
    query: {
      filter,
      pageSize: PAGE_SIZE,
      pageToken: "",
      ...(kind.hasReadMask
        ? { readMask: masks.join(",") }
        : {
            fields: ["nextPageToken", ...masks.map((mask) => `${collection}/${mask.replaceAll(".", "/")}`)].join(","),
          }),
    },
    // A Struct as a whole: nobody has seen whether a mask reaches into one.
    fields: [...new Set(masks.map((mask) => mask.split(".")[0]))].join(","),
    paths: Object.fromEntries(fields.map((field) => [field, pathOf(kind, field).split(".")])),
  };
}

/** Whether the list method filters by an age. It is one of the run's time, not of the deployment's. */
export function isFilteredByAge({ fields }: JobKind, { olderThan }: Selector): boolean {
  return olderThan !== undefined && fields.createTime?.filter !== undefined;
}

/** What the list method filters by. The time that an age means is missing at its end where {@link isFilteredByAge}. */
export function filterOf(kind: JobKind, selector: Selector): string {
  const { olderThan: _, ...others } = selector;
  const filter = compileFilter(others, { kind, nowMs: 0 });
  if (!isFilteredByAge(kind, selector)) return filter ?? "";
  return `${filter === undefined ? "" : `${filter} AND `}${kind.fields.createTime?.filter}<"`;
}

/** What a mask must have for a field. */
function maskOf(kind: JobKind, field: JobField): string {
  const path = pathOf(kind, field);
  return kind.listedFields.find((listed) => path === listed || path.startsWith(`${listed}.`)) ?? path;
}

/** `checkSelector` refuses a condition on a field that a kind lacks. */
function pathOf({ fields }: JobKind, field: JobField): string {
  return (fields[field] as FieldPlace).path;
}
