import type { Feature } from '@ecogrid/subgraph';
import { InstrumentRule } from './instrument-rule.entity.ts';

export const feature: Feature<unknown> = { entities: [InstrumentRule] };
