import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unknownUrl } from "../http/frontEnd";

/**
 * A module of what runs in the browser, from the folder `browser`.
 *
 * @param file - such as `main.mjs`.
 * @throws FrontEndError 404 for any other file.
 */
export function pageScript(file: string): string {
  if (!/^[a-zA-Z]+\.mjs$/.test(file)) throw unknownUrl(`/_fake/${file}`);
  try {
    return readFileSync(join(__dirname, "browser", file), "utf8");
  } catch {
    throw unknownUrl(`/_fake/${file}`);
  }
}
