import type { ResourceTransform } from "@pulumi/pulumi";
import { keepSecrets } from "./keepSecrets";

/**
 * Hands the resource option `customTimeouts` to the provider as the input `__timeouts`: the engine tells a dynamic
 * provider nothing of it. A transform, since that also sees what a transformation has set.
 */
export const passCustomTimeouts: ResourceTransform = async ({ props, opts }) => {
  const { customTimeouts } = opts;
  if (!customTimeouts) return undefined;
  return { props: { ...(await keepSecrets(props)), __timeouts: given(customTimeouts) }, opts };
};

/** Timeouts that are not set come as empty texts. */
function given(timeouts: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(timeouts).filter(([, value]) => Boolean(value)));
}
