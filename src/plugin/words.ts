import { PULUMI_WORDS, type Words } from "../messages/render";

/** The words of plugin users, who write `vertex-jobs:region` for `gcp:region`. */
export const PLUGIN_WORDS: Words = {
  ...PULUMI_WORDS,
  nameOf: (name) => PULUMI_WORDS.nameOf(name).replace(/^gcp:/, "vertex-jobs:"),
};
