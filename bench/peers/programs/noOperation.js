// What any dynamic resource costs: the floor.
const pulumi = require("@pulumi/pulumi");

class NoOperation extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super({ create: async (inputs) => ({ id: inputs.name, outs: inputs }) }, name, args);
  }
}

for (const name of process.env.JOBS.split(",")) new NoOperation(name.split("/").at(-1), { name });
