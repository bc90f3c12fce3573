import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "./repository.mjs";

/** Returns the time of the last change and the size of each file in `src`, and of some files beside it. */
export function describeSources(filesBeside) {
  return { ...describeFolder("src"), ...describeFiles(filesBeside.map((file) => join(repository, file))) };
}

/** Returns the time of the last change and the size of each file in a folder of this repository. */
export function describeFolder(folder) {
  const files = readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return describeFiles(files.sort());
}

function describeFiles(files) {
  return Object.fromEntries(
    files.map((file) => {
      const { mtimeMs, size } = statSync(file);
      return [file.slice(repository.length + 1), `${mtimeMs} ${size}`];
    }),
  );
}

/** Reads the sources of the last build; `undefined` if there is no record. */
export function readStamp(stamp) {
  try {
    return JSON.parse(readFileSync(stamp, "utf8"));
  } catch {
    return undefined;
  }
}

/** Records the sources of a build. */
export function writeStamp(stamp, sources) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify(sources));
}
