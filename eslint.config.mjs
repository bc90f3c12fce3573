import { defineConfig } from "eslint/config";
import { parser, plugin } from "typescript-eslint";

/**
 * Only what needs the types of everything that is imported: biome, which does all else, knows those of our own modules
 * only, and sees no promise in what a library returns.
 */
export default defineConfig(
  {
    files: ["index.ts", "{src,test,bench,scripts}/**/*.ts"],
    languageOptions: { parser, parserOptions: { project: "./tsconfig.json" } },
    plugins: { "@typescript-eslint": plugin },
    rules: { "@typescript-eslint/no-floating-promises": "error" },
  },
  {
    // An `any` that nobody wrote: what JSON.parse, Reflect.get and the like return.
    files: ["index.ts", "{src,bench,scripts}/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "error",
      "@typescript-eslint/no-unsafe-assignment": "error",
      "@typescript-eslint/no-unsafe-call": "error",
      "@typescript-eslint/no-unsafe-member-access": "error",
      "@typescript-eslint/no-unsafe-return": "error",
    },
  },
);
