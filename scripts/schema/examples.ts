import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the example programs are: one of each resource and function in each language. */
export const EXAMPLES = join(__dirname, "..", "..", "docs", "registry", "examples");

/** The languages, by the endings of the files. */
export const LANGUAGES = { typescript: "ts", python: "py", go: "go", yaml: "yaml" } as const;

/** What the example of each resource and function does. */
export const TITLES: Readonly<Record<string, string>> = {
  PipelineJobCancellation: "Stop a pipeline job now, and again before its environment is deleted",
  JobCancellation: "Stop a custom job",
  JobSweep: "Stop every old job of a pull request",
  getJobs: "List the jobs of a pull request",
};

/** An example in each language, as the Pulumi Registry reads it in a description. */
export function exampleOf(name: string): string {
  const blocks = Object.entries(LANGUAGES).map(
    ([language, ending]) =>
      `\`\`\`${language}\n${readFileSync(join(EXAMPLES, `${name}.${ending}`), "utf8").trim()}\n\`\`\``,
  );
  return [
    "{{% examples %}}\n## Example Usage\n{{% example %}}",
    `### ${TITLES[name]}`,
    ...blocks,
    "{{% /example %}}\n{{% /examples %}}",
  ].join("\n\n");
}
