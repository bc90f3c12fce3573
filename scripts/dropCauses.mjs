/** Removes causes and remedies from the built catalogue of messages: only docs/troubleshooting.md needs them. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { repository } from "./repository.mjs";

const catalogue = join(repository, "dist", "messages", "catalogue");
const dropped = ["cause", "remedy"];

function dropCauses(context) {
  const visit = (node) => {
    const isDropped = ts.isPropertyAssignment(node) && dropped.includes(node.name.getText());
    return isDropped ? undefined : ts.visitEachChild(node, visit, context);
  };
  return (source) => ts.visitNode(source, visit);
}

for (const file of readdirSync(catalogue).filter((name) => name.endsWith(".js"))) {
  const path = join(catalogue, file);
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2023, true);
  const { transformed } = ts.transform(source, [dropCauses]);
  writeFileSync(path, ts.createPrinter().printFile(transformed[0]));
}
