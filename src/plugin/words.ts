import { PULUMI_WORDS, type Words } from "../messages/render";

/** The words of the plugin's users: what the Google provider calls `gcp:region` is `vertex-jobs:region`. */
export const PLUGIN_WORDS: Words = {
  ...PULUMI_WORDS,
  nameOf: (name) => PULUMI_WORDS.nameOf(name).replace(/^gcp:/, "vertex-jobs:"),
};
