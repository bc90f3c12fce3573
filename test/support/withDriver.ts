import type { FakeVertexAi } from "../../src/testing";
import { ResourceDriver } from "./resourceDriver";

/** Makes a resource's driver, which calls a fake, for each test of the enclosing describe. */
export function withDriver<T extends ConstructorParameters<typeof ResourceDriver>[0]>(
  type: T,
  fake: () => FakeVertexAi,
): () => ResourceDriver<T> {
  let driver: ResourceDriver<T> | undefined;
  beforeEach(() => {
    driver = new ResourceDriver(type, fake().endpoint);
  });
  return () => {
    if (!driver) throw new Error("the driver is there in tests only");
    return driver;
  };
}
