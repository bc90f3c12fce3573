import { dirname } from "node:path";

/** The top folder of this repository. */
export const repository = dirname(dirname(__dirname));
