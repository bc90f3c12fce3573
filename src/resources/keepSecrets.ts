import * as pulumi from "@pulumi/pulumi";

const { specialSecretSig, specialSigKey, unknownValue } = pulumi.runtime;

/**
 * Properties that a transform got, in the form that they travel to the engine in. In a program that the Automation API
 * runs inline, the SDK calls transforms outside of the program's context, and would send secrets in the clear and
 * values that are not known yet not at all.
 */
export async function keepSecrets(props: Record<string, unknown>): Promise<Record<string, unknown>> {
  const entries = Object.entries(props).map(async ([key, value]) => [key, await travelling(value)] as const);
  return Object.fromEntries<unknown>(await Promise.all(entries));
}

async function travelling(value: unknown): Promise<unknown> {
  if (value === undefined) return unknownValue;
  if (pulumi.Output.isInstance(value)) {
    const isKnown: unknown = await Reflect.get(value, "isKnown");
    const plain = isKnown ? await travelling(await plainOf(value)) : unknownValue;
    return (await pulumi.isSecret(value)) ? { [specialSigKey]: specialSecretSig, value: plain } : plain;
  }
  if (Array.isArray(value)) return Promise.all(value.map(travelling));
  const isPlain = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? keepSecrets({ ...value }) : value;
}

function plainOf(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => void output.apply(resolve));
}
