import assert from "node:assert/strict";
import { InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceProvider } from "../../src/plugin/resourceProvider";

describe("the plugin's resource provider", () => {
  const connect = () => assert.fail("nothing is sent");
  const provider = new ResourceProvider({ connect, log: async () => {} });

  it("names a function that it does not have", async () => {
    const request = new InvokeRequest();
    request.setTok("vertex-jobs:index:stopJobs");
    await assert.rejects(provider.invoke(request), { message: "there is no function vertex-jobs:index:stopJobs" });
  });
});
