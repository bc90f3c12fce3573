import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type ConnectedArgs, JobSweep, PipelineJobCancellation } from "../../src";
import { authorizedUser } from "../support/credentialsFiles";
import { LocalGoogle } from "../support/localGoogle";
import type { PulumiRun } from "../support/pulumiRun";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

/** Part of every secret, and of every access token that one is exchanged for. */
const CANARY = /canary-\w+/;

/** With `-v=9` the SDK itself logs what the engine answers it, secret inputs among it: `runtime/resource.js`. */
const SDK_LINE = /RegisterResource RPC finished: resource:/;

/** Everything that the engine logs. */
const all = { logVerbosity: 9, diff: true };

describe("a stack with secrets in its settings", function () {
  this.timeout(300_000);
  const { fake, stack } = withStack({ fake: { requireAuthorization: false } });
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  const runs: PulumiRun[] = [];
  let google: LocalGoogle;
  let timeout = "10m";

  const key = (canary: string) => JSON.stringify(authorizedUser(canary, { client_secret: `${canary}-client` }));
  const place = { project: pulumi.output(PLACE.project), region: pulumi.output(PLACE.region) };
  const connections = (): Record<string, ConnectedArgs> => ({
    plain: {},
    token: { connection: { accessToken: "canary-token" } },
    credentials: { connection: { credentials: key("canary-credentials") } },
    external: {
      connection: {
        externalCredentials: {
          audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/provider",
          serviceAccountEmail: "target@p.iam.gserviceaccount.com",
          identityToken: "canary-identity",
        },
      },
    },
    theirs: { gcpProvider: { ...place, accessToken: pulumi.secret("canary-theirs") } },
    theirKey: { gcpProvider: { ...place, credentials: pulumi.secret(key("canary-their-key")) } },
  });

  before(async () => {
    google = await LocalGoogle.start(folder, fake().endpoint);
    for (const [name, value] of Object.entries(google.environment)) stack().setVariable(name, value);
    stack().setVariable("GOOGLE_OAUTH_ACCESS_TOKEN", "canary-environment");
    stack().setVariable("GOOGLE_CREDENTIALS", key("canary-environment-key"));
    await stack().configure({ "gcp:accessToken": "canary-config" }, true);
    for (const name of Object.keys(connections())) {
      fake().addPipelineJob({ ...PLACE, pipelineJobId: name.toLowerCase(), labels: { env: name.toLowerCase() } });
    }
    stack().program = async () => {
      const opts = { customTimeouts: { create: timeout, update: timeout, delete: timeout } };
      for (const [name, connected] of Object.entries(connections())) {
        const args = { cancelOn: ["create" as const, "delete" as const], triggers: [timeout], ...connected };
        new PipelineJobCancellation(name, { pipelineJobId: name.toLowerCase(), ...args }, opts);
        new JobSweep(`${name}-all`, { selector: { labels: { env: name.toLowerCase() } }, ...args }, opts);
      }
    };
  });
  after(async () => {
    await google.stop();
    rmSync(folder, { recursive: true });
  });

  it("runs preview", async () => {
    runs.push(await stack().preview(all));
  });

  it("runs up with the credentials of each resource", async () => {
    runs.push(await stack().up(all));
    const headers = google.forTokens.map(({ host, body }) => [host, CANARY.exec(body)?.[0] ?? "none"].join(" "));
    assert.deepEqual(
      new Set(headers),
      new Set([
        "oauth2.googleapis.com canary-credentials",
        "oauth2.googleapis.com canary-their",
        "sts.googleapis.com canary-identity",
        "iamcredentials.googleapis.com none",
      ]),
    );
  });

  it("runs refresh", async () => {
    runs.push(await stack().refresh(all));
  });

  it("fails up with a timeout and refresh with HTTP 403", async () => {
    timeout = "1s";
    for (const name of Object.keys(connections())) {
      fake().addPipelineJob({
        ...PLACE,
        pipelineJobId: name.toLowerCase(),
        timeToCancelMs: 3_600_000,
        labels: { env: name.toLowerCase() },
      });
    }
    runs.push(await stack().fails("up", all));
    const heal = fake().addFault({ fault: { status: 403 } });
    runs.push(await stack().fails("refresh", all));
    heal();
  });

  it("runs destroy", async () => {
    for (const name of Object.keys(connections()))
      fake().setPipelineJobState(
        `projects/p/locations/us-central1/pipelineJobs/${name.toLowerCase()}`,
        "PIPELINE_STATE_CANCELLED",
      );
    runs.push(await stack().destroy(all));
  });

  it("prints no secret except inputs in the debug line of the SDK itself", () => {
    const lines = runs.flatMap(({ output, events }) => [
      ...output.split("\n"),
      ...events.map((e) => JSON.stringify(e)),
    ]);
    const found = lines.filter((line) => CANARY.test(line));
    assert.deepEqual(
      found.filter((line) => !SDK_LINE.test(line)),
      [],
    );
    // What is no input is not in that line either.
    assert.deepEqual(
      found.filter((line) => /canary-(config|environment)/.test(line)),
      [],
    );
  });

  it("records no secret in the state, its backups, and its history", () => {
    assert.match(stack().recordedText(), /"ciphertext"/);
    assert.doesNotMatch(stack().recordedText(), CANARY);
  });

  it("leaves no secret in the request log of the fake", () => {
    assert.ok(fake().requests.length > 0);
    assert.doesNotMatch(JSON.stringify(fake().requests), CANARY);
  });
});
