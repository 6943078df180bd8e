/**
 * Reads the processes and folders of its parent from stdin: `+<pid>`, `-<pid>` once it has ended, `/<folder>`.
 * When the parent ends, also by SIGKILL, stdin closes: remaining processes are killed, and remaining folders removed.
 */
import { rmSync } from 'node:fs';

let text = '';
for await (const chunk of process.stdin) text += chunk;

const alive = new Set();
const folders = [];
for (const line of text.split('\n').slice(0, -1)) {
  const [sign, rest] = [line[0], line.slice(1)];
  if (sign === '+') alive.add(Number(rest));
  else if (sign === '-') alive.delete(Number(rest));
  else folders.push(rest);
}
for (const pid of alive) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
