import { runToEnd } from '../testkit/process.ts';
import type { Findings } from './bench.cli.ts';
import { load } from './loop-held.ts';

const GATE = 2;

/**
 * The cost of a crafted line at the HJ 212 door, before any password, as a multiple of the cost of plain junk; and the packets that
 * the reader takes from bytes to values, as a share of those whose CRC alone is computed.
 */
export async function run(): Promise<Findings> {
  const printed = await runToEnd('test/bench/servers/scanner.main.ts', [], {});
  const {
    'plain junk': plain = Number.NaN,
    '20 packets, parsed': parsed = Number.NaN,
    '20 packets, CRC alone': crcAlone = Number.NaN,
    ...crafted
  } = JSON.parse(printed) as Record<string, number>;
  const of = (us: number): number => Math.round((us / plain) * 100) / 100;
  const rows = Object.entries({
    'plain junk': plain,
    ...crafted,
    '20 packets, parsed': parsed,
    '20 packets, CRC alone': crcAlone,
  }).map(([line, us]) => ({
    line,
    'µs a line': Math.round(us * 10) / 10,
    ratio: of(us),
    load: load(),
  }));
  const worst = Math.max(...Object.values(crafted).map(of));
  return {
    rows,
    ratios: { crafted_vs_junk: worst, parser_to_crc_alone: Math.round((crcAlone / parsed) * 1_000) / 1_000 },
    limits: {
      crafted_vs_junk: { must: GATE, target: 1.5 },
      parser_to_crc_alone: { must: 0.15, target: 0.25, isAtLeast: true },
    },
  };
}
