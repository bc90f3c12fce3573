/**
 * Waits for work until a signal aborts. It listens only as long as the work takes: a listener on a signal that lives
 * longer would stay there.
 *
 * @throws what the work throws, or the reason of the signal.
 */
export async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener("abort", abort));
}

/**
 * A signal that aborts when all of some signals have: when nobody needs a shared request any longer.
 *
 * @returns the signal, and a function that ends the listening.
 */
export function whenAllAborted(signals: readonly AbortSignal[]): { readonly signal: AbortSignal; forget(): void } {
  const all = new AbortController();
  const check = () => {
    if (signals.every(({ aborted }) => aborted)) all.abort();
  };
  for (const signal of signals) signal.addEventListener("abort", check);
  check();
  return {
    signal: all.signal,
    forget: () => {
      for (const signal of signals) signal.removeEventListener("abort", check);
    },
  };
}
