import { emulatorPython } from "./runWorkflow";

/** Mocha calls it once, before it runs files side by side, each of which would install the emulator. */
export async function mochaGlobalSetup(): Promise<void> {
  await emulatorPython();
}
