import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top folder of this repository. */
export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/** What setup obtains besides node_modules; git ignores it. */
export const toolsFolder = join(repository, ".tools");

const ownBinFolder = join(repository, "node_modules", ".bin");

/** PATH for children that run our programs: the Node.js of node_modules first, since the machine's own may be older than we support. */
export function pathWithOwnNode(...foldersBefore) {
  return [...foldersBefore, ownBinFolder, process.env.PATH].join(delimiter);
}

/** PATH without node_modules: npm must not run on a Node.js that it is about to replace. */
export function pathOfMachine() {
  return process.env.PATH.split(delimiter)
    .filter((folder) => !folder.startsWith(join(repository, "node_modules")))
    .join(delimiter);
}

/** Records of builds. Whoever removes node_modules removes them, too. */
export const cacheFolder = join(repository, "node_modules", ".cache");
