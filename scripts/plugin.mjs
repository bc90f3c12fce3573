/** npm run plugin: builds the plugin as one executable for this machine, and the archive that `pulumi plugin install` takes. */
import { ensurePlugin } from "./plugin/executable.mjs";
import { requireStart } from "./plugin/start.mjs";

const { executable, archive } = await ensurePlugin();
await requireStart(executable);
console.log(`plugin: ${executable}\nplugin: ${archive}`);
