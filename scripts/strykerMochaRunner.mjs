import { registerHooks } from "node:module";

/**
 * Stryker's mocha runner asks for files of mocha by the names that they had before mocha 12, where they end in `.cjs`.
 * To be removed, for the runner itself in stryker.config.json, once it knows the new names.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    next(/\/mocha\/lib\/cli\/[\w-]+$/.test(specifier) ? `${specifier}.cjs` : specifier, context),
});

export const { strykerPlugins, strykerValidationSchema } = await import("@stryker-mutator/mocha-runner");
