import type { Rows, Section } from "../row";
import { COMMAND } from "./command";
import { GUARD } from "./guard";
import { INPUTS } from "./inputs";
import { NOTES } from "./notes";
import { PROGRAM } from "./program";
import { REQUESTS } from "./requests";
import { SELECTORS } from "./selectors";
import { SETTINGS } from "./settings";
import { STOPPING } from "./stopping";

/** Every message that the package prints, by its code. */
export const CATALOGUE = {
  ...STOPPING,
  ...REQUESTS,
  ...SETTINGS,
  ...INPUTS,
  ...SELECTORS,
  ...NOTES,
  ...PROGRAM,
  ...COMMAND,
  ...GUARD,
} as const satisfies Rows;

/** The messages in the order of `docs/troubleshooting.md`. */
export const SECTIONS: readonly Section[] = [
  { title: "Jobs that have not stopped", rows: STOPPING },
  {
    title: "What Vertex AI answered, or did not",
    intro: "Such a message begins with the request that failed.",
    rows: REQUESTS,
  },
  {
    title: "Credentials and settings",
    intro:
      "A message names the setting and where it came from (`gcp:*` config, `connection`, an environment variable), and never its value.",
    prefix: "<setting> ",
    rows: SETTINGS,
  },
  {
    title: "Inputs",
    intro: "All wrong inputs are named at once, each with its property, before anything is sent.",
    prefix: "<input> ",
    rows: INPUTS,
  },
  { title: "Selectors", prefix: "<input> ", rows: SELECTORS },
  { title: "Notes on a resource's row", rows: NOTES },
  { title: "The program and the package", rows: PROGRAM },
  {
    title: "The command",
    intro:
      "Where a resource's message names an input, the command's names its option: `--older-than` for `selector.olderThan`.",
    rows: COMMAND,
  },
  {
    title: "Arguments of a guard",
    intro: "They come in one message, before anything is created.",
    prefix: "<argument> ",
    rows: GUARD,
  },
];
