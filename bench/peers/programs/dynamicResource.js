// What the documentation of dynamic providers leads people to: a client of Google's, and a loop that waits 5 s.
const pulumi = require("@pulumi/pulumi");

const provider = {
  async create({ name, endpoint }) {
    // Inside: the SDK can't serialize this library.
    const { OAuth2Client } = require("google-auth-library");
    const client = new OAuth2Client();
    client.setCredentials({ access_token: "token" });
    await client.request({ url: `${endpoint}${name}:cancel`, method: "POST" });
    for (;;) {
      const { data } = await client.request({ url: `${endpoint}${name}` });
      if (/_(SUCCEEDED|FAILED|CANCELLED)$/.test(data.state))
        return { id: name, outs: { name, endpoint, state: data.state } };
      await new Promise((resolve) => setTimeout(resolve, 5_000));
    }
  },
};

class Cancellation extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, { ...args, state: undefined });
  }
}

const endpoint = process.env.ENDPOINT;
for (const name of process.env.JOBS.split(",")) new Cancellation(name.split("/").at(-1), { name, endpoint });
