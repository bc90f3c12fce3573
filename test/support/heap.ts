import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** What is alive on the heap of this process, in bytes. */
export async function countLiveBytes(): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve)); // what this turn has used up goes with it
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
