import { FrameScanner } from '../../../packages/hj212/dist/index.js';

/** CPU time of the scanner of HJ 212 for lines of 10 kB; prints one line of JSON by the kind of the line. */
const LINE_BYTES = 10_000;
const LINE_FEED = 0x0a;
const ROUNDS = 8;
const TIMES = 1_000;

const LINES: Readonly<Record<string, string>> = {
  'plain junk': 'junk',
  starts: '##',
  'lengths of nothing': '##0000',
  'lengths of everything': '##9999',
  'lengths that all end at one place': Array.from({ length: 1600 }, (_, n) => `##${9990 - 6 * n}`).join(''),
  ends: '&&0000',
  'starts with ends': '##0002&&0000',
  'one start and many ends': `##9999${'&&0000'.repeat(1700)}`,
  'one start that is over and many ends': `##0031${'&&0000'.repeat(1700)}`,
};

function lineOf(pattern: string): Buffer {
  const line = Buffer.alloc(LINE_BYTES, pattern);
  line[LINE_BYTES - 1] = LINE_FEED;
  return line;
}

const lines = Object.entries(LINES).map(([name, pattern]) => ({ name, line: lineOf(pattern), cpuUs: 0 }));

/** Some clocks of CPU time tick in hundredths of a second: a turn is much longer, and the lines take turns. */
for (let round = -1; round < ROUNDS; round += 1) {
  for (const each of lines) {
    const before = process.threadCpuUsage();
    for (let times = 0; times < TIMES; times += 1) new FrameScanner().push(each.line);
    const { user, system } = process.threadCpuUsage(before);
    // The first round warms up.
    if (round >= 0) each.cpuUs += (user + system) / TIMES / ROUNDS;
  }
}
process.stdout.write(
  `${JSON.stringify(Object.fromEntries(lines.map(({ name, cpuUs }) => [name, cpuUs])))}\n`,
);
