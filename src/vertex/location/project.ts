/** Whether a project is spelled by its number, as the API answers names. */
export function isProjectNumber(project: string): boolean {
  return /^\d+$/.test(project);
}

/** Whether two spellings may be the same project. An id and a number may be: only the service can tell. */
export function mayBeSameProject(one: string, other: string): boolean {
  return one === other || isProjectNumber(one) !== isProjectNumber(other);
}
