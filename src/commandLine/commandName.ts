/** Name of the command. */
export const COMMAND = "pulumi-vertex-jobs";
