import {
  checkFrame,
  crc,
  encodeFrame,
  FrameScanner,
  parsePacket,
  readingsOf,
} from '../../../packages/hj212/dist/index.js';

/** CPU time of the scanner of HJ 212 for lines of 10 kB; prints one line of JSON by the kind of the line. */
const LINE_BYTES = 10_000;
const LINE_FEED = 0x0a;
const ROUNDS = 8;
const PARSER = '20 packets, parsed';
const CRC_ALONE = '20 packets, CRC alone';
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

const lines = Object.entries(LINES).map(([name, pattern]) => {
  const line = lineOf(pattern);
  return { name, work: (): void => void new FrameScanner().push(line), cpuUs: 0 };
});

/** A real-time packet of six values with flags, as most packets are. */
const CODES = ['w01018', 'w21003', 'w21011', 'w21001', 'w01001', 'w00000'];
const FRAME = encodeFrame({
  qn: '20260801085857223',
  st: '32',
  cn: '2011',
  pw: '123456',
  mn: '010000A8900016F000169DC0',
  flag: 5,
  cp: [
    [['DataTime', '20260801085857']],
    ...CODES.map((code, index) => [[`${code}-Rtd`, `${index}8.25`] as const, [`${code}-Flag`, 'N'] as const]),
  ],
});
const STREAM = Buffer.concat(Array.from({ length: 20 }, () => FRAME));
const SEGMENT = FRAME.subarray(6, -6);
let checksum = 0;

/** From the bytes of a stream to values. */
function parseStream(): void {
  for (const item of new FrameScanner().push(STREAM)) {
    const checked = item.kind === 'frame' ? checkFrame(item.frame) : null;
    const packet = checked?.ok ? parsePacket(checked.value) : null;
    const read = packet?.ok ? readingsOf(packet.value) : null;
    if (!read?.ok || read.value.values.length !== CODES.length) throw new Error('a packet was lost');
  }
}

function crcOfStream(): void {
  for (let frame = 0; frame < 20; frame += 1) checksum ^= crc(SEGMENT);
}

/** Some clocks of CPU time tick in hundredths of a second: a turn is much longer, and the lines take turns. */
const measured = [
  ...lines,
  { name: PARSER, work: parseStream, cpuUs: 0 },
  { name: CRC_ALONE, work: crcOfStream, cpuUs: 0 },
];
for (let round = -1; round < ROUNDS; round += 1) {
  for (const each of measured) {
    const before = process.threadCpuUsage();
    for (let times = 0; times < TIMES; times += 1) each.work();
    const { user, system } = process.threadCpuUsage(before);
    // The first round warms up.
    if (round >= 0) each.cpuUs += (user + system) / TIMES / ROUNDS;
  }
}
process.stdout.write(
  `${JSON.stringify(Object.fromEntries(measured.map(({ name, cpuUs }) => [name, cpuUs])))}\n`,
);
if (checksum < 0) throw new Error('no CRC is negative');
