import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../command.mjs";
import { pulumiBin } from "../pulumiCli.mjs";
import { pathWithOwnNode, repository } from "../repository.mjs";

/** A stack whose state, config and plugins are in a temporary folder. */
export class ScratchStack {
  #program;
  #name;
  #folders;
  #plugin;
  #folder = mkdtempSync(join(tmpdir(), "vertex-jobs-demo-"));
  #bin = pulumiBin();
  #running;

  /**
   * @param program the folder of its Pulumi.yaml; else it is the ready-made program at the top of this repository.
   * @param folders what the program needs on PATH.
   * @param plugin the name, version, and archive of a plugin that the program needs.
   */
  constructor({ program = repository, name = "demo", folders = [], plugin } = {}) {
    this.#program = program;
    this.#name = name;
    this.#folders = folders;
    this.#plugin = plugin;
  }

  /**
   * Makes the stack; one that was there before must have been removed.
   *
   * @param config plain values, and lists and objects of them, by key.
   * @param secrets plain values by key.
   */
  async create(config, secrets) {
    for (const folder of ["project", "state", "tmp"]) mkdirSync(join(this.#folder, folder), { recursive: true });
    // The CLI writes the stack's config file beside Pulumi.yaml: a copy keeps it out of the repository.
    copyFileSync(join(this.#program, "Pulumi.yaml"), join(this.#folder, "project", "Pulumi.yaml"));
    rmSync(this.#configFile, { force: true }); // of a stack that is gone
    await this.#prepare(["stack", "init", this.#name]);
    if (this.#plugin) {
      const { name, version, archive } = this.#plugin;
      await this.#prepare(["plugin", "install", "resource", name, `v${version}`, "--file", archive]);
    }
    const values = Object.entries(config).flatMap(([key, value]) => settingsOf(key, value));
    await this.#prepare([
      ...["config", "set-all", "--stack", this.#name, "--path"],
      ...values.flatMap((value) => ["--plaintext", value]),
      ...Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]),
    ]);
  }

  /** Runs a command of the CLI on the terminal. */
  async pulumi(...args) {
    console.log(`$ pulumi ${args.join(" ")}`);
    const place = ["--cwd", this.#program, "--stack", this.#name, "--config-file", this.#configFile];
    this.#running = spawn(this.#bin, [...args, ...place], { env: this.#env, stdio: "inherit" });
    const code = await new Promise((resolve, reject) => this.#running.on("error", reject).on("close", resolve));
    this.#running = undefined;
    if (code !== 0) throw new Error(`pulumi ${args[0]} failed, see above.`);
  }

  /** Asks the running command to come to an end. */
  interrupt() {
    this.#running?.kill("SIGINT");
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #prepare(args) {
    const { code, output } = await run(this.#bin, ["--cwd", join(this.#folder, "project"), ...args], {
      env: this.#env,
      kept: true,
    });
    if (code !== 0) throw new Error(`pulumi ${args.slice(0, 2).join(" ")} failed: ${output.trim()}`);
  }

  get #configFile() {
    return join(this.#folder, "project", `Pulumi.${this.#name}.yaml`);
  }

  get #env() {
    // Nobody's account, project or login takes part in this.
    const foreign = /^(PULUMI|GOOGLE|GCLOUD|CLOUDSDK|GCE)_/;
    return {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
      PATH: pathWithOwnNode(...this.#folders, dirname(this.#bin)),
      // The compilers of the program leave caches there.
      TMPDIR: join(this.#folder, "tmp"),
      PULUMI_HOME: join(this.#folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.#folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      NO_PROXY: "127.0.0.1,localhost",
      no_proxy: "127.0.0.1,localhost",
    };
  }
}

/** What the CLI is to set for a value, which may have others in it: `path=value`, one each. */
function settingsOf(path, value) {
  if (Array.isArray(value)) return value.flatMap((item, index) => settingsOf(`${path}[${index}]`, item));
  if (typeof value !== "object") return [`${path}=${value}`];
  return Object.entries(value).flatMap(([key, item]) => settingsOf(`${path}.${key}`, item));
}
