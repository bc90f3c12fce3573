import assert from "node:assert/strict";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { JobGuard, type JobGuardArgs } from "../../src/guard";

/** The value of an output. */
const settled = <Value>(output: pulumi.Output<Value>) => new Promise<Value>((resolve) => void output.apply(resolve));

const ARGS: JobGuardArgs = { project: "p", regions: ["us-central1"], selector: { labels: { env: "pr-7" } } };

describe("JobGuard in a program", function () {
  // Loading the Google provider's SDK.
  this.timeout(20_000);
  let registered: pulumi.runtime.MockResourceArgs[];

  beforeEach(async () => {
    registered = [];
    await pulumi.runtime.setMocks(
      {
        newResource: (args) => {
          registered.push(args);
          return { id: args.name, state: { ...args.inputs, name: args.name, email: `${args.name}@p.iam` } };
        },
        call: () => ({}),
      },
      "project",
      "stack",
    );
  });

  const create = async (name: string, args: JobGuardArgs) => {
    const guard = new JobGuard(name, args);
    await settled(guard.schedulerJobName);
    return guard;
  };
  const inputsOf = (type: string) =>
    registered.filter((args) => args.type.endsWith(`:${type}`)).map(({ inputs }) => inputs);

  it("creates an account, its role, a workflow and a schedule, and no more unless it is asked for", async () => {
    const guard = await create("strays", ARGS);
    const types = registered.map(({ type }) => type.slice(type.lastIndexOf(":") + 1)).sort();
    assert.deepEqual(types, ["Account", "IAMCustomRole", "IAMMember", "Job", "JobGuard", "Workflow"]);
    const [job] = inputsOf("Job");
    assert.deepEqual([job.schedule, job.timeZone, job.region], ["*/10 * * * *", "Etc/UTC", "us-central1"]);
    assert.equal(await settled(guard.serviceAccountEmail), "strays@p.iam");
  });

  it("gives the role to an account that it is given", async () => {
    const guard = await create("strays", { ...ARGS, serviceAccountEmail: "mine@p.iam" });
    assert.deepEqual(inputsOf("Account"), []);
    assert.equal(inputsOf("IAMMember")[0].member, "serviceAccount:mine@p.iam");
    assert.equal(inputsOf("Workflow")[0].serviceAccount, "mine@p.iam");
    assert.equal(inputsOf("Job")[0].httpTarget.oauthToken.serviceAccountEmail, "mine@p.iam");
    assert.equal(await settled(guard.serviceAccountEmail), "mine@p.iam");
  });

  it("gives the role what its kinds need, and no more", async () => {
    const ofSome = { ...ARGS, kinds: ["pipelineJobs", "nasJobs"] } satisfies JobGuardArgs;
    await create("default", ARGS);
    await create("some", ofSome);
    const names = ["projects/p/locations/us-central1/nasJobs/1"];
    await create("named", { ...ofSome, selector: { names } });
    const permissions = inputsOf("IAMCustomRole").map((role) => role.permissions.join());
    const [ofNas, ofPipelines] = ["nasJobs", "pipelineJobs"].map((kind) =>
      ["cancel", "get", "list"].map((verb) => `aiplatform.${kind}.${verb}`),
    );
    const start = "workflows.executions.create";
    assert.deepEqual(permissions, [`${ofPipelines},${start}`, `${ofNas},${ofPipelines},${start}`, `${ofNas},${start}`]);
  });

  it("creates ids that Google accepts from any name", async () => {
    for (const name of ["strays", "Stray_Jobs.of-the whole Department (Europe)", "7", "ü"]) await create(name, ARGS);
    const ids = inputsOf("Account").map(({ accountId }) => accountId);
    for (const id of ids) assert.match(id, /^[a-z](?:[a-z0-9-]{4,28}[a-z0-9])$/);
    assert.equal(new Set(ids).size, 4);
    for (const { roleId } of inputsOf("IAMCustomRole")) assert.match(roleId, /^[a-z0-9_.]{3,64}$/);
  });

  it("emits the workflow of arguments that are known later", async () => {
    await create("strays", {
      ...ARGS,
      selector: pulumi.output({ labels: { env: pulumi.output("pr-8") } }),
      kinds: pulumi.output([pulumi.output("nasJobs" as const)]),
      maxJobs: pulumi.output(7),
    });
    const { main, matches, listSelectedJobs } = parse(inputsOf("Workflow")[0].sourceContents);
    assert.match(JSON.stringify(main), /more than 7 jobs match/);
    assert.match(JSON.stringify(matches), /"labels":\{"env":"pr-8"\}/);
    assert.match(JSON.stringify(listSelectedJobs), /"collection":"nasJobs"/);
  });

  it("runs the workflow in workflowRegion", async () => {
    await create("strays", { ...ARGS, workflowRegion: "europe-west1" });
    assert.deepEqual([inputsOf("Workflow")[0].region, inputsOf("Job")[0].region], ["europe-west1", "europe-west1"]);
  });

  describe("of full names", () => {
    const names = ["us-east1", "europe-west4"].map((region) => `projects/dev/locations/${region}/pipelineJobs/nightly`);
    beforeEach(() => pulumi.runtime.setAllConfig({ "gcp:project": "prod", "gcp:region": "us-central1" }));
    afterEach(() => pulumi.runtime.setAllConfig({}));
    const listed = () => parse(inputsOf("Workflow")[0].sourceContents).listSelectedJobs;

    for (const [what, given] of Object.entries({
      known: names,
      "known later": names.map((name) => pulumi.output(name)),
    })) {
      it(`looks in their own project and regions, whatever config says: ${what}`, async () => {
        await create("strays", { selector: { names: given } });
        const regions = JSON.stringify(listed());
        assert.match(regions, /"in":\["us-east1","europe-west4"\]/);
        assert.match(regions, /projects\/dev\/locations/);
        assert.doesNotMatch(JSON.stringify(registered), /prod|us-central1/);
      });
    }

    it("uses config if only the exclusion has names", async () => {
      const exclude = { names: ["projects/prod/locations/us-central1/pipelineJobs/nightly"] };
      await create("strays", { selector: { allJobs: true }, exclude });
      assert.match(JSON.stringify(listed()), /projects\/prod\/locations/);
    });

    it("throws before anything is created when they are of another project or region", () => {
      const wrong: [object, RegExp][] = [
        [{ selector: { names }, project: "prod" }, /: selector\.names\[0\] is in project dev, and .+ in prod; /],
        [
          { selector: { names }, regions: ["us-east1"] },
          /: selector\.names\[1\] is in europe-west4, and .+ in us-east1$/,
        ],
        [
          { selector: { allJobs: true }, exclude: { names } },
          /: exclude\.names\[0\] is in project dev, and .+ in prod; /,
        ],
      ];
      for (const [args, sentence] of wrong) {
        assert.throws(() => new JobGuard("strays", args as JobGuardArgs), sentence);
      }
      assert.deepEqual(registered, []);
    });
  });

  describe("with a Google provider", () => {
    class OtherProvider extends pulumi.ProviderResource {}
    class Environment extends pulumi.ComponentResource {
      constructor(opts: pulumi.ComponentResourceOptions) {
        super("test:index:Environment", "environment", {}, opts);
      }
    }
    beforeEach(() => pulumi.runtime.setAllConfig({ "gcp:project": "prod", "gcp:region": "us-central1" }));
    afterEach(() => pulumi.runtime.setAllConfig({}));
    const { selector } = ARGS;
    const other = () => new OtherProvider("other", "other", {});
    const dev = (args: gcp.ProviderArgs = { project: "dev", region: "us-east1" }) => new gcp.Provider("dev", args);
    const createWith = async (opts: pulumi.ComponentResourceOptions, args: JobGuardArgs = { selector }) => {
      const guard = new JobGuard("strays", args, opts);
      await settled(guard.schedulerJobName);
      const { project, region } = inputsOf("Workflow")[0];
      return [project, region];
    };

    const ways: Record<string, (provider: gcp.Provider) => pulumi.ComponentResourceOptions> = {
      "the option provider": (provider) => ({ provider }),
      "the option providers": (provider) => ({ providers: [other(), provider] }),
      "the option providers as a map": (provider) => ({ providers: { other: other(), gcp: provider } }),
      "its parent": (provider) => ({ parent: new Environment({ providers: [provider] }) }),
      "the parent of its parent": (provider) => ({
        parent: new Environment({ parent: new Environment({ providers: { gcp: provider } }) }),
      }),
    };
    for (const [what, optionsOf] of Object.entries(ways)) {
      it(`takes project and regions from the provider of ${what}, and not from config`, async () => {
        assert.deepEqual(await createWith(optionsOf(dev())), ["dev", "us-east1"]);
        assert.match(inputsOf("Workflow")[0].sourceContents, /projects\/dev\/locations/);
      });
    }

    it("keeps what is given", async () => {
      assert.deepEqual(await createWith({ provider: dev() }, ARGS), ["p", "us-central1"]);
    });

    it("looks in the project and regions of full names", async () => {
      const names = ["projects/q/locations/us-west1/pipelineJobs/a"];
      assert.deepEqual(await createWith({ provider: dev({}) }, { selector: { names } }), ["q", "us-west1"]);
    });

    it("takes config beside the provider of another package", async () => {
      assert.deepEqual(await createWith({ providers: [other()] }), ["prod", "us-central1"]);
    });
  });

  it("throws before anything is created when an argument is wrong", () => {
    const wrong = { ...ARGS, selector: {}, schedule: "often" };
    assert.throws(() => new JobGuard("strays", wrong), /^Error: JobGuard strays: selector .+; schedule /);
    assert.deepEqual(registered, []);
  });
});
