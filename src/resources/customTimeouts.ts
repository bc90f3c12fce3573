import * as pulumi from "@pulumi/pulumi";
import { message } from "../messages/message";
import { render } from "../messages/render";

/**
 * Refuses timeouts that leave no time: the engine takes zero for "not set". It refuses by itself what is no duration.
 *
 * @param resource - the resource's type and name, for the message.
 * @throws pulumi.RunError naming the timeout.
 */
export function checkCustomTimeouts(resource: string, { customTimeouts }: pulumi.CustomResourceOptions = {}): void {
  for (const [operation, timeout] of Object.entries<string | undefined>({ ...customTimeouts })) {
    if (!timeout || (/[1-9]/.test(timeout) && !timeout.startsWith("-"))) continue;
    throw new pulumi.RunError(render(message("noTimeout", { resource, operation })));
  }
}
