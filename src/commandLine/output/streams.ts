/** Results go to stdout, so that they can be piped. Resolves when they are out: what ends a process cuts a pipe short. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}

/** What is going on goes to stderr, a line each. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A reader that has seen enough, such as `head`, is no failure, and the exit code says what it would have said. */
export function outliveReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
