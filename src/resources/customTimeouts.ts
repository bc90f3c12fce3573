import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * The resource option `customTimeouts` as the input `__timeouts`: the first deletes of a provider process are not told
 * what the engine knows. What a transform sets is not seen here.
 */
export function timeoutsOf(opts: CustomResourceOptions | undefined): { __timeouts?: Record<string, string> } {
  const entries = Object.entries(opts?.customTimeouts ?? {}).filter(([, value]) => Boolean(value));
  return entries.length > 0 ? { __timeouts: Object.fromEntries(entries) } : {};
}
