import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { repository } from "../support/repository";
import { runCommand } from "../support/runCommand";
import { ScratchClone } from "./scratchClone";

describe("the sources of the plugin's executable", () => {
  const clone = new ScratchClone();
  before(() => {
    clone.linkNodeModules();
    for (const file of ["src/plugin/command.ts", "schema.json", "package-lock.json"]) clone.writeFile(file, "");
  });
  after(() => clone.remove());

  const sources = (): Record<string, string> => {
    const printed = clone.runModule(`
      import { pluginSources } from "./scripts/plugin/executable.mjs";
      console.log(JSON.stringify(pluginSources()));`);
    return JSON.parse(printed.stdout);
  };

  for (const file of ["src/plugin/command.ts", "schema.json", "package-lock.json", "scripts/plugin/bundle.mjs"]) {
    it(`change with ${file}`, () => {
      const before = sources();
      clone.writeFile(file, `${clone.read(file)}\n`);
      assert.notDeepEqual(sources(), before);
    });
  }

  it("name the Node.js that becomes the executable", () => {
    assert.equal(sources().node, process.version);
  });
});

interface Component {
  readonly name: string;
  readonly version: string;
  readonly type: string;
}

interface BillOfMaterials {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

describe("the bill of materials of the plugin", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "bill-of-materials-"));
  let bill: BillOfMaterials;

  before(async () => {
    const [bundle, path] = [join(folder, "plugin.cjs"), join(folder, "bill.json")];
    const write = `
      import { bundlePlugin } from "./scripts/plugin/bundle.mjs";
      import { writeBillOfMaterials } from "./scripts/plugin/billOfMaterials.mjs";
      await writeBillOfMaterials(await bundlePlugin(${JSON.stringify(bundle)}), ${JSON.stringify(path)});`;
    await runCommand(process.execPath, ["--input-type=module", "-e", write], repository);
    bill = JSON.parse(readFileSync(path, "utf8"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is that of the executable, in this version", () => {
    const { name, type, version: billed } = bill.metadata.component;
    assert.deepEqual([name, type, billed], ["pulumi-resource-vertex-jobs", "application", version]);
  });

  it("lists Node.js and the bundled packages, and no other dependency", () => {
    const names = bill.components.map(({ name }) => name);
    for (const name of ["node", "@pulumi/pulumi", "@grpc/grpc-js", "google-auth-library"]) {
      assert.ok(names.includes(name), `${name} is listed`);
    }
    for (const name of ["mocha", "typescript", "cli-progress"])
      assert.ok(!names.includes(name), `${name} is not listed`);
  });
});
