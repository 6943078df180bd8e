import { describe, expect, it } from '@jest/globals';
import { accepted, hostileRound, scanInPieces, seeded } from './hostile.ts';

/** A share of `npm run fuzz -- hj212`. */
const ROUNDS = 2000;

describe('mutated frames', () => {
  it(`never throw, never pass with a wrong CRC, never cost the next frame, in ${ROUNDS} rounds`, () => {
    const random = seeded(212);
    let refused = 0;
    for (let round = 0; round < ROUNDS; round += 1) if (hostileRound(round, random)) refused += 1;
    expect(refused).toBeGreaterThan(ROUNDS / 2);
  });

  it('random bytes never throw and never pass', () => {
    const random = seeded(2017);
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(Array.from({ length: 500 }, () => random(256)));
      expect(scanInPieces(bytes, random).flatMap(accepted)).toEqual([]);
    }
  });
});
