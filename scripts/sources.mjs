import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "./repository.mjs";

/** Returns the time of the last change and the size of each file in `src`, and of some files beside it. */
export function describeSources(filesBeside) {
  const files = readdirSync(join(repository, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Object.fromEntries(
    [...files.sort(), ...filesBeside.map((file) => join(repository, file))].map((file) => {
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
