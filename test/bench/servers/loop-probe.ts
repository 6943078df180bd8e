/**
 * Preloaded into a server: how long its event loop was held at most since it was last asked, by its own work. While a
 * timer is late, every client waits. CPU time of the thread in between is work of this process, so that other load of the
 * machine does not count. On SIGUSR2 it prints the figure and begins anew.
 */
const EVERY_MS = 2;
const MICROSECONDS = 1_000;

let before = process.threadCpuUsage();
let longestMs = 0;

function look(): void {
  const { user, system } = process.threadCpuUsage(before);
  longestMs = Math.max(longestMs, (user + system) / MICROSECONDS);
  before = process.threadCpuUsage();
}

setInterval(look, EVERY_MS).unref();

process.on('SIGUSR2', () => {
  look();
  process.stdout.write(`loop ${longestMs.toFixed(1)} ms\n`);
  longestMs = 0;
});
