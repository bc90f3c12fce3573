/**
 * Inputs of a dynamic resource that no program gives. The constructors and this folder spell them, and nothing else:
 *
 * - `__provider`: the stub. The engine wants it among the inputs and the outputs.
 * - `__progressUrn`: URN that the constructor expects. A request may have a newer one.
 * - `__dryRun`: given in a preview, which the engine tells no dynamic provider. It is in no state.
 * - `__defaults`: what the check has filled in, and what config said then.
 */
export interface HiddenInputs {
  readonly __provider?: unknown;
  readonly __progressUrn?: unknown;
  readonly __dryRun?: unknown;
  readonly __defaults?: unknown;
}

type Properties = Readonly<Record<string, unknown>>;

/** Properties as the provider knows them, and what was hidden among them. */
export function revealed(properties: Properties): { readonly hidden: HiddenInputs; readonly known: Properties } {
  const { __provider, __progressUrn, __dryRun, __defaults, ...rest } = properties;
  return {
    hidden: given({ __provider, __progressUrn, __dryRun, __defaults }),
    known: __defaults === undefined ? rest : { ...rest, defaults: __defaults },
  };
}

/** Properties of the provider as the engine gets them. */
export function hiding(known: Properties, { __provider, __progressUrn, __dryRun }: HiddenInputs): Properties {
  const { defaults: __defaults, ...rest } = known;
  return { ...rest, ...given({ __provider, __progressUrn, __dryRun, __defaults }) };
}

function given(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
