import { accepted, hostileRound, scanInPieces, seeded } from '../../packages/hj212/dist/testing.js';
import type { Report } from '../soak/seeded.ts';

const BYTES = 200;

/** Mutated frames and random bytes into the reader of HJ 212: nothing throws, nothing passes that should not. */
export function hj212Inputs(seed: number, inputs: number): Report {
  const random = seeded(seed);
  const faults: string[] = [];
  const refused = { frames: 0, noise: 0 };
  for (let input = 0; input < inputs; input += 1) {
    try {
      if (input % 10 > 0) {
        if (hostileRound(input, random)) refused.frames += 1;
        continue;
      }
      const bytes = Buffer.from(Array.from({ length: BYTES }, () => random(256)));
      if (scanInPieces(bytes, random).flatMap(accepted).length > 0)
        faults.push(`${input}: random bytes passed`);
      else refused.noise += 1;
    } catch (error) {
      faults.push(`${input}: ${String(error)}`);
    }
  }
  return { faults, figures: { inputs, refusedFrames: refused.frames, refusedNoise: refused.noise } };
}
