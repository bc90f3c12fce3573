import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import {
  type Deployment,
  type EngineEvent,
  LocalWorkspace,
  type LocalWorkspaceOptions,
  type OutputMap,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { useOwnConnections } from "./ownConnections";
import { type YamlProgram, yamlProject } from "./projectFolder";
import { pulumiBin, pulumiCommand } from "./pulumiCli";
import { pulumiEnvironment } from "./pulumiEnvironment";
import { isOwnType, PulumiRun } from "./pulumiRun";
import { StartedCommand } from "./startedCommand";

/** A resource as the engine has recorded it. */
export interface RecordedResource {
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** URNs of the resources that an input depends on, by the input's name. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** Reasons of an operation that failed in the middle. */
  readonly initErrors?: readonly string[];
}

/** What a stack begins with. */
export interface PulumiStackOptions {
  /** Fills the folder of the project. */
  readonly project: (folder: string) => void;
  /** Whether {@link PulumiStack.program} is the program; else it is the project's own. */
  readonly isInline: boolean;
  /** Plain config. A key may be a path, such as `project:list[0]`. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretConfig?: Readonly<Record<string, string>>;
}

type Verb = "up" | "preview" | "refresh" | "destroy";

/** Options of every verb that a test needs. */
interface RunOptions {
  /** Shows changed properties. */
  readonly diff?: boolean;
  /** Refreshes first. */
  readonly refresh?: boolean;
  readonly clearPendingCreates?: boolean;
  /** How much the engine logs, to stderr; `9` is everything. */
  readonly logVerbosity?: number;
  /** How many operations may be under way at once. */
  readonly parallel?: number;
  /** Goes on with the other resources when one fails. */
  readonly continueOnError?: boolean;
}

/** How a command ended; with an error if it failed. */
interface Ended {
  readonly run: PulumiRun;
  readonly error?: unknown;
}

/** A stack of the real Pulumi CLI, with its project, state, settings and temporary files in a folder of its own. */
export class PulumiStack {
  /** What the stack is to consist of; tests exchange it. */
  program: PulumiFn = async () => {};
  private runs: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    private readonly stack: Stack,
  ) {}

  static async create(options: PulumiStackOptions): Promise<PulumiStack> {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-stack-"));
    try {
      const created: PulumiStack = new PulumiStack(folder, await createIn(folder, options, () => created.program()));
      await created.configure(options.config, false);
      await created.configure(options.secretConfig ?? {}, true);
      return created;
    } catch (error) {
      rmSync(folder, { recursive: true });
      throw error;
    }
  }

  /** The project's folder, in which the CLI and its plugins run. */
  get projectFolder(): string {
    return join(this.folder, "project");
  }

  async configure(config: Readonly<Record<string, string>>, secret = false): Promise<void> {
    const entries = Object.entries(config).map(([key, value]) => [key, { value, secret }] as const);
    if (entries.length > 0) await this.stack.setAllConfig(Object.fromEntries(entries), true);
  }

  async unconfigure(key: string): Promise<void> {
    await this.stack.removeConfig(key);
  }

  /** Exchanges the program of a project in YAML. */
  writeYaml(program: YamlProgram): void {
    yamlProject(this.projectFolder, program);
  }

  /** Installs a plugin from an archive, for this stack alone. */
  async installPlugin(name: string, version: string, archive: string): Promise<void> {
    const args = ["plugin", "install", "resource", name, `v${version}`, "--file", archive];
    await promisify(execFile)(pulumiBin(), args, { env: { ...process.env, ...this.stack.workspace.envVars } });
  }

  /**
   * Imports a resource by its id.
   *
   * @returns the code that the CLI writes for it.
   */
  async import(type: string, name: string, id: string): Promise<string> {
    const imported = await this.stack.import({ resources: [{ type, name, id }], protect: false });
    return imported.generatedCode;
  }

  /** Sets a variable in the environment of the CLI and of all that it starts. */
  setVariable(name: string, value: string): void {
    this.stack.workspace.envVars[name] = value;
  }

  /** Lets the CLI find plugins in a folder. */
  addPluginFolder(folder: string): void {
    this.setVariable("PATH", [folder, this.stack.workspace.envVars.PATH].join(delimiter));
  }

  up(options?: RunOptions): Promise<PulumiRun> {
    return this.succeed("up", options);
  }

  preview(options?: RunOptions): Promise<PulumiRun> {
    return this.succeed("preview", options);
  }

  refresh(options?: RunOptions): Promise<PulumiRun> {
    return this.succeed("refresh", options);
  }

  destroy(options?: RunOptions): Promise<PulumiRun> {
    return this.succeed("destroy", options);
  }

  /** Runs what is to fail. */
  async fails(verb: Verb, options?: RunOptions): Promise<PulumiRun> {
    const { run, error } = await this.run(verb, options);
    if (!error) throw new Error(`pulumi ${verb} should have failed, and said:\n${run.output}`);
    return run;
  }

  /** Starts a command as a process of its own, which the caller may kill. */
  start(verb: Verb, env: Readonly<Record<string, string>> = {}): StartedCommand {
    const args = [verb, "--yes", "--skip-preview", "--non-interactive", "--stack", this.stack.name];
    const { envVars } = this.stack.workspace;
    return new StartedCommand(pulumiBin(), args, {
      cwd: this.projectFolder,
      env: { ...process.env, ...envVars, ...env },
    });
  }

  /** Runs a command as a process of its own. @returns how long it took, and the computing time of all that it started. */
  async timed(
    verb: Verb,
    env: Readonly<Record<string, string>> = {},
    options: readonly string[] = [],
  ): Promise<{ readonly seconds: number; readonly cpuSeconds: number }> {
    const unasked = verb === "preview" ? [] : ["--yes", "--skip-preview"];
    const args = [verb, ...unasked, "--non-interactive", "--stack", this.stack.name, ...options];
    const command = `time '${pulumiBin()}' ${args.join(" ")}`;
    const { stdout, stderr } = await promisify(execFile)("bash", ["-c", command], {
      cwd: this.projectFolder,
      env: { ...process.env, ...this.stack.workspace.envVars, ...env, TIMEFORMAT: "%R %U %S" },
    }).catch((error: { stdout: string; stderr: string }) => {
      throw new Error(`pulumi ${verb} failed, and said:\n${error.stdout}${error.stderr}`);
    });
    const [seconds, user, system] = (stderr.trimEnd().split("\n").at(-1) ?? "").split(" ").map(Number);
    if (seconds === undefined || user === undefined || system === undefined) throw new Error(`no times in ${stdout}`);
    return { seconds, cpuSeconds: user + system };
  }

  /** Takes the lock away that a killed CLI has left. */
  async cancel(): Promise<void> {
    await this.stack.cancel();
  }

  outputs(): Promise<OutputMap> {
    return this.stack.outputs();
  }

  /** What is recorded of a resource, by its name in the program. */
  async recorded(name: string): Promise<RecordedResource> {
    const { deployment } = await this.stack.exportStack();
    const resources: RecordedResource[] = deployment.resources ?? [];
    const found = resources.find(({ urn }) => urn.endsWith(`::${name}`));
    if (!found) throw new Error(`${name} is not in the stack`);
    return found;
  }

  /** The whole state, secrets in plain text. */
  exportState(): Promise<Deployment> {
    return this.stack.exportStack();
  }

  /** Replaces the whole state. */
  async importState(state: Deployment): Promise<void> {
    await this.stack.importStack(state);
  }

  /** How many operations are recorded as begun and not ended. */
  async pendingOperations(): Promise<number> {
    const { deployment } = await this.stack.exportStack();
    return deployment.pending_operations?.length ?? 0;
  }

  /** What is recorded of our resources, those among them whose creation is recorded as begun and not ended. */
  async state(): Promise<{ resources: RecordedResource[]; pending: number }> {
    const { deployment } = await this.stack.exportStack();
    const resources: (RecordedResource & { type: string })[] = deployment.resources ?? [];
    return {
      resources: resources.filter(({ type }) => isOwnType(type)),
      pending: deployment.pending_operations?.length ?? 0,
    };
  }

  /** All text that the CLI has written to its backend, backups and history included. */
  recordedText(): string {
    const files = readdirSync(join(this.folder, "state"), { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), "utf8"))
      .join("\n");
  }

  /** Removes the folder, once every command has ended. */
  async remove(): Promise<void> {
    await this.runs;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async succeed(verb: Verb, options?: RunOptions): Promise<PulumiRun> {
    const { run, error } = await this.run(verb, options);
    if (error) throw new Error(`pulumi ${verb} failed, and said:\n${run.output}`);
    return run;
  }

  private async run(verb: Verb, options: RunOptions = {}): Promise<Ended> {
    const printed: string[] = [];
    const events: EngineEvent[] = [];
    const print = (text: string) => void printed.push(text);
    const all = {
      ...options,
      ...(options.logVerbosity && { logToStdErr: true }),
      color: "never" as const,
      onOutput: print,
      onError: print,
      onEvent: (event: EngineEvent) => void events.push(event),
    };
    const ended = this.stack[verb](all).then(
      () => ({}),
      (error: unknown) => ({ error }),
    );
    this.runs = Promise.all([this.runs, ended]);
    const failure = await ended;
    return { run: new PulumiRun(printed.join(""), events), ...failure };
  }
}

async function createIn(folder: string, options: PulumiStackOptions, program: PulumiFn): Promise<Stack> {
  for (const part of ["home", "state", "tmp"]) mkdirSync(join(folder, part));
  const workDir = join(folder, "project");
  options.project(workDir);
  const workspace: LocalWorkspaceOptions = {
    workDir,
    pulumiHome: join(folder, "home"),
    pulumiCommand: await pulumiCommand(),
    envVars: pulumiEnvironment(folder),
  };
  const [projectName, stackName] = ["project", "test"];
  if (!options.isInline) return LocalWorkspace.createStack({ stackName, workDir }, workspace);
  useOwnConnections();
  // Left to itself, the Automation API lets the plugins of an inline program run in the folder of this process.
  const projectSettings = { name: projectName, runtime: "nodejs" };
  return LocalWorkspace.createStack({ projectName, stackName, program }, { ...workspace, projectSettings });
}
