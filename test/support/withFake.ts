import { FakeVertexAi } from "../../src/testing";

/** The project and region of tests that don't care. */
export const PLACE = { project: "p", region: "us-central1" } as const;

/** Starts a fake before each test of the enclosing describe, and stops it afterwards. */
export function withFake(options: Parameters<typeof FakeVertexAi.start>[0] = {}): () => FakeVertexAi {
  let fake: FakeVertexAi | undefined;
  beforeEach(async () => {
    fake = await FakeVertexAi.start(options);
  });
  afterEach(async () => {
    await fake?.stop();
  });
  return () => {
    if (!fake) throw new Error("the fake is there in tests only");
    return fake;
  };
}

/** The methods that were called, in order. */
export function calls(fake: FakeVertexAi): string[] {
  return fake.requests.map(({ apiMethod }) => apiMethod ?? "unknown");
}
