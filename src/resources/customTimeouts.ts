import type { ResourceTransform } from "@pulumi/pulumi";

/**
 * Hands the resource option `customTimeouts` to the provider as the input `__timeouts`: the engine tells a dynamic
 * provider nothing of it. A transform, since that also sees what a transformation has set.
 */
export const passCustomTimeouts: ResourceTransform = ({ props, opts }) => {
  const { customTimeouts } = opts;
  return customTimeouts ? { props: { ...props, __timeouts: given(customTimeouts) }, opts } : undefined;
};

/** Timeouts that are not set come as empty texts. */
function given(timeouts: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(timeouts).filter(([, value]) => Boolean(value)));
}
