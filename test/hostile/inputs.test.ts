import assert from "node:assert/strict";
import fc from "fast-check";
import type { RawInputs } from "../../src/provider/checkResult";
import type { CancellationInputs } from "../../src/provider/jobCancellation/inputs";
import type { SweepInputs } from "../../src/provider/jobSweep/inputs";
import { UNKNOWN } from "../../src/provider/unknown";
import { checkCancellation, checkSweep, diffCancellation, diffSweep } from "../support/checkAndDiff";
import { settingsOf } from "../support/resourceDriver";

const RUNS = Number(process.env.HOSTILE_RUNS ?? 2_000);
const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

/** What a program in JavaScript, or one without types, may give: any JSON, and what JSON.parse makes of odd keys. */
const anyInput = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(UNKNOWN, [UNKNOWN], { a: [UNKNOWN] }, null, "", [], {}, -0, 1e308, "\ud800"),
  fc.constantFrom<unknown>({ toString: 1, valueOf: 1 }, { length: -1 }, JSON.parse('{"__proto__":{"a":1}}')),
);

/** Texts that want out of the place that a name has in a URL. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[a-z0-9./%?#:@\\ -]{1,40}$/),
  fc.constantFrom(
    "..",
    "a/../b",
    "%2e%2e",
    "a%00",
    "a\n",
    "a\r\nx: y",
    "ａ",
    "a\u202e",
    "a?b",
    "a#b",
    "ÿ",
    "\u{1f4a3}",
  ),
);

const STACK = settingsOf({ "gcp:project": "p", "gcp:region": "us-central1" });
/** Settings of the stack or of a connection. */
const SETTINGS = [
  ...["project", "region", "accessToken", "credentials", "externalCredentials", "vertexAiCustomEndpoint", "scopes"],
  ...["impersonateServiceAccount", "impersonateServiceAccountDelegates", "universeDomain", "requestTimeout"],
  ...["requestReason", "userProjectOverride", "billingProject", "__proto__"],
];
const anyConnection = fc.oneof(anyInput, fc.dictionary(fc.constantFrom(...SETTINGS), fc.oneof(anyInput, anyText)));
const mostly = (value: unknown) => fc.oneof({ weight: 2, arbitrary: fc.constant(value) }, anyInput);
const inputsOf = (valid: RawInputs) =>
  fc
    .tuple(
      fc.record(Object.fromEntries(Object.entries(valid).map(([key, value]) => [key, mostly(value)])), {
        requiredKeys: [],
      }),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("connection", "gcpProvider")), anyConnection, { maxKeys: 1 }),
    )
    .map(([known, others]): RawInputs => ({ ...known, ...others }));
const COMMON = {
  project: "p",
  cancelOn: ["delete", "create"],
  triggers: [1],
  requireCancelled: true,
  cancelChildJobs: true,
};

const RECORDED_CANCELLATION = checkCancellation({}, { name: NAME }, STACK).inputs as unknown as CancellationInputs;
const RECORDED_SWEEP = checkSweep({}, { selector: { allJobs: true } }, STACK).inputs as unknown as SweepInputs;

describe("inputs of any kind", function () {
  this.timeout(60_000);

  const cancellation = inputsOf({
    ...COMMON,
    name: NAME,
    pipelineJobId: "a",
    region: "us-central1",
    ignoreMissing: true,
  });
  it("of a PipelineJobCancellation are refused by property, or are usable", () => {
    const property = fc.property(cancellation, cancellation, (olds, news) => {
      const result = checkCancellation(olds, news, STACK);
      const inputs = result.inputs as unknown as CancellationInputs;
      if (!isRefused(result)) for (const before of [RECORDED_CANCELLATION, inputs]) diffCancellation(before, inputs);
    });
    fc.assert(property, { numRuns: RUNS });
  });

  const sweep = inputsOf({
    ...COMMON,
    regions: ["us-central1", "europe-west4"],
    selector: { labels: { a: "b" }, olderThan: "6h" },
    exclude: { names: [NAME] },
    maxJobs: 5,
    pauseSchedules: true,
    resumeSchedulesOnDelete: true,
  });
  it("of a JobSweep are refused by property, or are usable", () => {
    const property = fc.property(sweep, sweep, (olds, news) => {
      const result = checkSweep(olds, news, STACK);
      const inputs = result.inputs as unknown as SweepInputs;
      if (!isRefused(result)) for (const before of [RECORDED_SWEEP, inputs]) diffSweep(before, inputs);
    });
    fc.assert(property, { numRuns: RUNS });
  });

  const condition = fc.constantFrom(
    ...["names", "labels", "displayName", "pipelineName", "templateUri", "scheduleName", "serviceAccount", "states"],
    ...["createdBefore", "createdAfter", "olderThan", "filter", "allJobs", "__proto__", "constructor"],
  );
  it("in a selector are refused by property, or are usable", () => {
    const selector = fc.dictionary(condition, fc.oneof(anyInput, anyText), { maxKeys: 3 });
    const property = fc.property(selector, selector, (selected, exclude) => {
      isRefused(checkSweep({}, { selector: selected, exclude }, STACK));
    });
    fc.assert(property, { numRuns: RUNS });
  });

  for (const field of ["name", "pipelineJobId", "project", "region"]) {
    it(`can't change the URL as a ${field}`, () => {
      const property = fc.property(anyText, (text) => {
        const given = field === "name" ? { name: text } : { pipelineJobId: "a", [field]: text };
        const result = checkCancellation({}, given, STACK);
        if (isRefused(result)) return;
        const { name, region } = result.inputs as unknown as CancellationInputs;
        const url = new URL(`https://${region}-aiplatform.googleapis.com/v1/${name}`);
        assert.equal(url.href, `https://${region}-aiplatform.googleapis.com/v1/${name}`);
      });
      fc.assert(property, { numRuns: RUNS });
    });
  }
});

describe("config of any kind", () => {
  const types = ["constructor", "__proto__", "service_account", "authorized_user", "external_account", { toString: 1 }];
  const anyKey = fc
    .record({
      type: fc.constantFrom<unknown>(...types),
      private_key: anyInput,
      client_email: anyInput,
      client_id: anyInput,
      credential_source: anyInput,
    })
    .map((key) => JSON.stringify(key));
  const anyConfig = fc.oneof(anyText, fc.json(), anyKey, fc.constantFrom("true", "0", "null", "{}", "[]"));
  const config = fc.dictionary(fc.constantFrom(...SETTINGS.map((key) => `gcp:${key}`)), anyConfig);

  it("is refused by the name of the setting, without its value", () => {
    const property = fc.property(config, (values) => {
      for (const { source, message } of settingsOf(values).errors()) {
        assert.match(source, /^gcp:\w+/);
        assert.ok(message.startsWith(`${source} `), message);
        for (const value of Object.values(values)) if (value.length > 8) assert.ok(!message.includes(value), message);
      }
    });
    fc.assert(property, { numRuns: RUNS });
  });

  it("that is not a project or region is refused if it would be used", () => {
    const property = fc.property(config, (values) => {
      const result = checkCancellation({}, { pipelineJobId: "a" }, settingsOf(values));
      if (isRefused(result)) return;
      assert.match(
        (result.inputs as unknown as CancellationInputs).name,
        /^projects\/[a-z0-9.:-]+\/locations\/[a-z0-9-]+\/pipelineJobs\/a$/,
      );
    });
    fc.assert(property, { numRuns: RUNS });
  });
});

/** Whether a check has failures; each must be one that the engine can show. Else nothing must be `undefined`. */
function isRefused({ inputs, failures }: ReturnType<typeof checkSweep>): boolean {
  for (const { property, reason } of failures) {
    assert.equal(typeof property, "string");
    assert.ok(reason.length > 0 && reason.length < 1_000, reason);
  }
  if (failures.length === 0)
    assert.deepEqual(
      Object.keys(inputs).filter((key) => inputs[key] === undefined),
      [],
    );
  return failures.length > 0;
}
