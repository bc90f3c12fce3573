import { readFileSync } from "node:fs";
import { join } from "node:path";
import tab from "@bomb.sh/tab/commander";
import { Command, Option } from "commander";
import { fieldOf, parseJson } from "../vertex/json";
import { KIND_NAMES } from "../vertex/kinds/kindNames";
import { COMMAND } from "./commandName";
import { EXIT_CODES } from "./exitCodes";
import { ALL_KINDS } from "./kinds";
import { once, repeated } from "./optionValues";
import { OUTPUTS } from "./output/formatRows";
import { addSelectorOptions, type Values } from "./selectorOptions";

const EXAMPLES = `
Examples:
  What runs in a region:
    $ ${COMMAND} list --region us-central1 --fail-if-active
  Stop what a pull request has left, once without and once with --yes:
    $ ${COMMAND} stop --label env=pr-7 --older-than 10m
    $ ${COMMAND} stop --label env=pr-7 --older-than 10m --yes
  Stop and delete custom jobs and training pipelines of an experiment:
    $ ${COMMAND} stop --kind customJobs --kind trainingPipelines --label experiment=lr-sweep --delete --yes
  Stop everything in two regions that is not to be kept:
    $ ${COMMAND} stop --all --exclude-label 'keep=*' --region us-central1 --region europe-west4 --max 500 --yes

Project, region and credentials are those of the Google provider: GOOGLE_PROJECT, GOOGLE_REGION, GOOGLE_CREDENTIALS,
GOOGLE_OAUTH_ACCESS_TOKEN and their like, then Application Default Credentials.
`;

/** What is called for a command that is to be run. */
export type Run = (command: "list" | "stop", values: Values) => Promise<void>;

/** The command line. Its parsing throws instead of ending the process, and prints nothing but help and version. */
export function commandLine(run: Run): Command {
  const program = new Command(COMMAND)
    .description("Lists or stops Vertex AI jobs, now, without Pulumi.")
    .version(readVersion(), "--version")
    .addHelpText("after", EXAMPLES + exitCodesHelp())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const list = program.command("list").description("list jobs, in any state unless --state names some");
  addSelectorOptions(list);
  addPlaceOptions(list);
  list
    .addOption(new Option("--limit <count>", "how many are listed at most (default: 100)").argParser(once("--limit")))
    .option("--fail-if-active", "exit 3 if any is active; without --state, only active jobs are listed")
    .addOption(timeoutOption("how long to retry", "5m"))
    .action((values: Values) => run("list", values));

  const stop = program.command("stop").description("stop jobs and wait until they have; a dry run without --yes");
  addSelectorOptions(stop);
  addPlaceOptions(stop);
  stop
    .option("--yes", "stop them; without it, they are only listed")
    .addOption(new Option("--max <count>", "refuse to stop more (default: 100)").argParser(once("--max")))
    .addOption(
      new Option(
        "--requests-per-minute <count>",
        "how many are sent to each region, of its 600 (default: 120)",
      ).argParser(once("--requests-per-minute")),
    )
    .addOption(
      new Option("--delete", "delete the jobs after they have stopped; those that had ended before stay").conflicts(
        "wait",
      ),
    )
    .option("--pause-schedules", "first pause schedules that would launch such jobs")
    .addOption(
      new Option("--require-cancelled", "fail if a job ends by itself although cancellation was asked for").conflicts(
        "wait",
      ),
    )
    .option("--no-wait", "only see to it that they are asked to stop")
    .addOption(timeoutOption("how long to wait", "30m"))
    .action((values: Values) => run("stop", values));
  for (const command of [list, stop]) command.addHelpText("after", exitCodesHelp());
  tab(program, { completionCommandName: "completion" });
  const completion = program.commands.find((command) => command.name() === "completion");
  completion?.description("print a script that lets a shell complete options: bash, zsh, fish or powershell");
  return program;
}

function addPlaceOptions(command: Command): void {
  const kind = new Option(
    "--kind <kind>",
    'kind of jobs, such as customJobs, or "all"; repeatable (default: that of --name, then pipelineJobs)',
  ).argParser(repeated);
  kind.argChoices = [...KIND_NAMES, ALL_KINDS];
  const options = [
    kind,
    new Option(
      "--project <project>",
      "project id or number (default: that of --name, then of the environment)",
    ).argParser(once("--project")),
    new Option(
      "--region <region>",
      "region, such as us-central1, and no zone or multi-region; repeatable (default: those of --name, then of the environment)",
    ).argParser(repeated),
    new Option("--endpoint <url>", "base URL of the API, with version and trailing slash").argParser(
      once("--endpoint"),
    ),
    new Option("--output <format>", "how jobs are printed; all but the table have every field")
      .choices(OUTPUTS)
      .default("table"),
  ];
  for (const option of options) command.addOption(option);
}

function timeoutOption(help: string, usual: string): Option {
  return new Option("--timeout <duration>", `${help} (default: ${usual})`).argParser(once("--timeout"));
}

function exitCodesHelp(): string {
  return `\nExit codes:\n${EXIT_CODES.map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}\n`).join("")}`;
}

/** Of the package, whose manifest is at the same distance from the source as from what is built of it. */
function readVersion(): string {
  const manifest = parseJson(readFileSync(join(__dirname, "../../package.json"), "utf8"));
  return String(fieldOf(manifest, "version"));
}
