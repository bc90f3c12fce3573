import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "./repository.mjs";

/** What `src` and some files beside it are now: the time of the last change and the size of each. */
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

/** What the sources were when something was built from them; `undefined` if nothing says so. */
export function readStamp(stamp) {
  try {
    return JSON.parse(readFileSync(stamp, "utf8"));
  } catch {
    return undefined;
  }
}

/** Keeps what the sources were. */
export function writeStamp(stamp, sources) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify(sources));
}
