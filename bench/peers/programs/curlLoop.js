// A shell that runs curl every second until the job has ended, as people do with @pulumi/command.
const pulumi = require("@pulumi/pulumi");

const provider = {
  async create({ name, endpoint }) {
    const { promisify } = require("node:util");
    const run = promisify(require("node:child_process").execFile);
    const url = `${endpoint}${name}`;
    const header = '-H "Authorization: Bearer token"';
    const ended = '_(SUCCEEDED|FAILED|CANCELLED)"';
    const script = `curl -sf -X POST ${header} "${url}:cancel" && until curl -sf ${header} "${url}" | grep -qE '${ended}'; do sleep 1; done`;
    await run("sh", ["-c", script]);
    return { id: name, outs: { name, endpoint } };
  },
};

class Cancellation extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, args);
  }
}

const endpoint = process.env.ENDPOINT;
for (const name of process.env.JOBS.split(",")) new Cancellation(name.split("/").at(-1), { name, endpoint });
