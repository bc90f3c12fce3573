import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CancellationInputs } from "../../../src/provider/jobCancellation/inputs";
import type { Identity } from "../../../src/vertex/http/credentials";
import { endpointOf } from "../../../src/vertex/http/endpoint";
import { checkCancellation, checkSweep } from "../../support/checkAndDiff";
import type { LocalGoogle } from "../../support/localGoogle";
import { settingsOf } from "../../support/resourceDriver";
import { badSettings } from "../../wire/connection/badSettings";
import { identities } from "../../wire/connection/identities";
import type { Surroundings } from "../../wire/connection/usableSettings";
import { ways } from "../../wire/connection/ways";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

/** Whose access token it will be, as far as that can be told without asking for one. */
function tokenOf({ credentials, impersonation }: Identity): string | undefined {
  if (impersonation) return `token-of-${impersonation.serviceAccount}`;
  if (credentials.kind === "accessToken") return credentials.accessToken;
  if (credentials.kind === "identityToken") return `token-of-${credentials.serviceAccountEmail}`;
  if (credentials.kind === "applicationDefault") return undefined;
  const holder = credentials.key.refresh_token ?? credentials.key.client_email;
  return holder === undefined ? undefined : `token-of-${String(holder)}`;
}

// What a provider process sends by them is tested in test/wire/connection.
describe("PipelineJobCancellation", () => {
  const { HOME } = process.env;
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "settings-"));
    process.env.HOME = home;
  });
  afterEach(() => {
    process.env.HOME = HOME;
    rmSync(home, { recursive: true });
  });

  const surroundings = (): Surroundings => ({
    google: { url: "http://127.0.0.1:1" } as LocalGoogle,
    file: (name, contents) => {
      const path = join(home, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof contents === "string" ? contents : JSON.stringify(contents));
      return path;
    },
  });

  for (const row of [...identities, ...ways]) {
    it(`uses ${row.title}`, () => {
      const settings = settingsOf(row.config?.(surroundings()) ?? {}, row.env?.(surroundings()));
      const all = { name: NAME, gcpProvider: row.gcpProvider, ...row.inputs?.(surroundings()) };
      const given = Object.entries(all).filter(([, value]) => value);
      const { inputs, failures } = checkCancellation({}, Object.fromEntries(given), settings);
      assert.deepEqual(failures, []);

      const { project, region, connection, gcpProvider } = inputs as unknown as CancellationInputs;
      const own = settings.of({ ...(connection && { connection }), ...(gcpProvider && { gcpProvider }) });
      const token = tokenOf(own.identity());
      if (token !== undefined) assert.equal(token, row.token);
      const { endpoint, userProjectOverride: override, requestReason } = own.connection();
      const url = new URL(`${endpointOf(endpoint, region)}projects/${project}/locations/${region}/`);
      assert.equal(url.hostname, row.host ?? "us-central1-aiplatform.googleapis.com");
      assert.ok(url.pathname.startsWith(row.path ?? "/v1/projects/p/locations/us-central1/"), url.pathname);
      const headers: Record<string, string | undefined> = {
        "x-goog-user-project": override && (override.billingProject ?? project),
        "x-goog-request-reason": requestReason,
      };
      for (const [name, value] of Object.entries(row.headers ?? {})) assert.equal(headers[name], value, name);
    });
  }
});

describe("check of connection settings", () => {
  for (const { title, config, env, inputs, gcpProvider, failure } of badSettings) {
    it(`refuses ${title}`, () => {
      const settings = settingsOf(config ?? {}, env);
      const failuresOf = ({ failures }: ReturnType<typeof checkSweep>) =>
        failures.map(({ property, reason }) => [property, reason]);
      assert.deepEqual(failuresOf(checkCancellation({}, { name: NAME, gcpProvider, ...inputs }, settings)), [failure]);
      const sweep = { project: "p", regions: ["us-central1"], selector: { allJobs: true } };
      assert.deepEqual(failuresOf(checkSweep({}, { ...sweep, gcpProvider, ...inputs }, settings)), [failure]);
    });
  }
});

describe("check of unknown connection settings", () => {
  it("reports no failure", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    for (const inputs of [{ connection: unknown }, { connection: { requestTimeout: "bad", accessToken: unknown } }]) {
      assert.deepEqual(checkCancellation({}, { name: NAME, ...inputs }, settingsOf({})).failures, []);
    }
  });
});
