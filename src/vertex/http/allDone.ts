/**
 * The results of what is done side by side. A failure is told only when all have ended: what has failed must not leave
 * something behind that goes on sending.
 *
 * @throws the first failure, in the order given.
 */
export async function allDone<Result>(works: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
