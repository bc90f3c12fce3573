// Preloaded into the command by a test: each write to a stream fails as on a full disk or a closed terminal.
const { getSystemErrorMap } = require("node:util");

const [name, code] = process.env.UNWRITABLE.split(" ");
const [errno, [, text]] = [...getSystemErrorMap()].find(([, [known]]) => known === code);

process[name]._write = (_chunk, _encoding, done) => {
  const error = Object.assign(new Error(`${code}: ${text}, write`), { code, errno, syscall: "write" });
  process.nextTick(done, error);
};
process[name]._writev = null;
