import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { repository } from "../repository.mjs";

/**
 * Bundles the plugin's server, and all that it needs, into one file.
 *
 * @returns {Promise<string[]>} the files that it consists of.
 */
export async function bundlePlugin(outfile) {
  const { metafile } = await build({
    entryPoints: [join(repository, "src", "plugin", "command.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    minify: true,
    keepNames: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    plugins: [sdkModules],
  });
  return Object.keys(metafile.inputs);
}

/** `src/engine/sdkModules.ts` looks for the SDK's own dependencies when it runs; a bundle has them in it. */
const sdkModules = {
  name: "sdk-modules",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]engine[\\/]sdkModules\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace(/const load = [^;]+;/, "").replaceAll("load(", "require(");
      if (contents === source) throw new Error(`${path} has changed: so must its bundle.`);
      const resolveDir = dirname(createRequire(path).resolve("@pulumi/pulumi/proto/engine_grpc_pb"));
      return { contents, loader: "ts", resolveDir };
    });
  },
};
