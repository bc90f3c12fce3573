/**
 * A Google provider without Google: what it is asked to create has its inputs as outputs, and every creation and deletion
 * is a request to the URL in STAND_IN_GOOGLE_URL, so that the log of the fake shows when it came.
 */
const { main } = require("@pulumi/pulumi/provider");
const { version } = require("@pulumi/gcp/package.json");

const google = process.env.STAND_IN_GOOGLE_URL;

/** Outputs that Google computes, by the type's last part. */
const computed = {
  Account: ({ accountId }) => ({ email: `${accountId}@my-project.iam.gserviceaccount.com` }),
  Bucket: ({ name }, id) => ({ name: name ?? `${id}-1234567` }),
};

const text = { type: "string" };
const flag = { type: "boolean" };

/** What a program in YAML uses of the real schema. */
const schema = {
  name: "gcp",
  version,
  resources: {
    "gcp:serviceaccount/account:Account": {
      inputProperties: { accountId: text },
      properties: { accountId: text, email: text },
    },
    "gcp:storage/bucket:Bucket": {
      inputProperties: { location: text, forceDestroy: flag },
      properties: { location: text, forceDestroy: flag, name: text },
    },
  },
  language: { nodejs: {} },
};

async function tell(method, urn) {
  const [type, name] = [urn.split("::")[2].split(":").at(-1), urn.split("::")[3]];
  if (google) await fetch(`${google}/gcp/${type}/${name}`, { method });
  return { type, name };
}

void main(
  {
    version,
    getSchema: async () => JSON.stringify(schema),
    check: async (_urn, _olds, news) => ({ inputs: news }),
    diff: async (_id, _urn, olds, news) => ({
      changes: Object.keys(news).some((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key])),
    }),
    create: async (urn, inputs) => {
      const { type, name } = await tell("PUT", urn);
      return { id: name, outs: { ...inputs, ...computed[type]?.(inputs, name) } };
    },
    update: async (_id, urn, _olds, news) => {
      const { type, name } = await tell("PATCH", urn);
      return { outs: { ...news, ...computed[type]?.(news, name) } };
    },
    read: async (id, _urn, props) => ({ id, props }),
    delete: async (_id, urn) => {
      await tell("DELETE", urn);
    },
  },
  process.argv.slice(2),
);
