/** The package's name, which the tokens of its resources and functions begin with. */
export const PACKAGE = "vertex-jobs";

/** The function that lists jobs. */
export const GET_JOBS = tokenOf("getJobs");

/** The token of a resource, a function, or a type. */
export function tokenOf(name: string): string {
  return `${PACKAGE}:index:${name}`;
}

/** The class of the resource that a URN is of, such as `JobSweep`. */
export function classOf(urn: string): string {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return type.replace(tokenOf(""), "");
}
