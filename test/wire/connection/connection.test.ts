import assert from "node:assert/strict";
import { ADAPTERS } from "../../support/adapters";
import { identities } from "./identities";
import { ways } from "./ways";
import { canBeGiven, withProcess } from "./withProcess";

for (const adapter of ADAPTERS) {
  describe(`the connection of ${adapter.title}`, function () {
    this.timeout(30_000);
    this.slow(5_000);
    const { google, raw, surroundings, startConfigured } = withProcess(adapter);

    for (const row of [...identities, ...ways].filter(canBeGiven(adapter))) {
      it(`uses ${adapter.spelled(row.title)}`, async () => {
        const started = await startConfigured(row);
        const all = { ...raw, gcpProvider: row.gcpProvider, ...row.inputs?.(surroundings()) };
        const given = Object.entries(all).filter(([, value]) => value !== undefined);
        const { inputs, failures } = await started.check({}, Object.fromEntries(given));
        assert.deepEqual(failures, []);
        await started.create(inputs);

        const [request] = google().toVertexAi;
        assert.ok(request, "Vertex AI was not called");
        assert.equal(request.headers.authorization, `Bearer ${row.token}`);
        assert.equal(request.host, row.host ?? "us-central1-aiplatform.googleapis.com");
        assert.ok(request.path.startsWith(row.path ?? "/v1/projects/p/locations/us-central1/"), request.path);
        for (const [name, value] of Object.entries(row.headers ?? {})) assert.equal(request.headers[name], value, name);
        if (row.tokens) assert.deepEqual(row.tokens(google()), row.expectedTokens);
        assert.deepEqual(started.printed, []);
      });
    }
  });
}
