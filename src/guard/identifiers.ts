import { createHash } from "node:crypto";

/**
 * An id for a service account: 6 to 30 lowercase letters, digits and hyphens. It shows the resource's name, and differs
 * between stacks that share a project.
 *
 * @param name - of the resource in the program.
 * @param urn - what tells it from all others.
 */
export function accountId(name: string, urn: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const shown = words
    .join("-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 22)
    .replace(/-$/, "");
  return `${shown || "guard"}-${createHash("sha256").update(urn).digest("hex").slice(0, 7)}`;
}

/** The same for a custom role, whose id has no hyphens. */
export function roleId(name: string, urn: string): string {
  return accountId(name, urn).replaceAll("-", "_");
}
