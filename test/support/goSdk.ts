import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository";

const SDK = join(repository, "sdk", "go");

/** The Go SDK's module. */
export const GO_SDK_MODULE = "github.com/pulumi-vertex-jobs/pulumi-vertex-jobs/sdk/go";

/** The flag of `go mod edit` that takes the Go SDK, which is not published, from this repository. */
export const WITH_GO_SDK = `-replace=${GO_SDK_MODULE}=${SDK}`;

/** Writes the go.mod and go.sum of a program that uses the Go SDK and nothing that this does not use. */
export function writeGoModule(folder: string): void {
  const own = readFileSync(join(SDK, "go.mod"), "utf8").replace(/^module .*$/m, "module project");
  const sdk = `require ${GO_SDK_MODULE} v0.0.0\nreplace ${GO_SDK_MODULE} => ${SDK}\n`;
  writeFileSync(join(folder, "go.mod"), `${own}\n${sdk}`);
  writeFileSync(join(folder, "go.sum"), readFileSync(join(SDK, "go.sum")));
}
