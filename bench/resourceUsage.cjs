// Preloaded into a Node.js process: lets its waits pass CLOCK_SPEED times as fast, and tells at its end, on file
// descriptor 3, what it took. Timeouts of requests are not waits: they keep to this machine's clock.
const { writeSync } = require("node:fs");
const promises = require("node:timers/promises");

const speed = Number(process.env.CLOCK_SPEED ?? 1);
const now = performance.now.bind(performance);
const sleep = promises.setTimeout;
performance.now = () => now() * speed;
promises.setTimeout = (delayMs, ...rest) => sleep(delayMs / speed, ...rest);

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 }));
});
