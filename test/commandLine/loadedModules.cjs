// Preloaded into the command by a test: tells at its end what it has loaded.
process.on("exit", () => {
  const loaded = Object.keys(require.cache);
  const pulumi = loaded.filter((file) => /node_modules.@pulumi/.test(file));
  process.stderr.write(`loaded ${loaded.length} modules, of Pulumi: ${JSON.stringify(pulumi)}\n`);
});
