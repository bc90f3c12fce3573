/**
 * What came of something that may have failed. A request that fails is logged, delayed and hit by faults like any
 * other, so its error is kept for later.
 */
export type Attempt<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: unknown };

/** Does something and keeps its error. */
export function attempt<Value>(get: () => Value): Attempt<Value> {
  try {
    return { ok: true, value: get() };
  } catch (error) {
    return { ok: false, error };
  }
}

/** {@link attempt} for a promise. */
export async function attemptLater<Value>(promise: Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    return { ok: false, error };
  }
}

/** The value; throws the error that was kept. */
export function unwrap<Value>(attempted: Attempt<Value>): Value {
  if (!attempted.ok) {
    throw attempted.error;
  }
  return attempted.value;
}

/** The value, or `undefined` after an error. */
export function valueIfOk<Value>(attempted: Attempt<Value>): Value | undefined {
  return attempted.ok ? attempted.value : undefined;
}
