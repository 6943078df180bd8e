import { registerEnumType } from 'type-graphql';

export enum Medium {
  WATER = 'WATER',
  AIR = 'AIR',
}
registerEnumType(Medium, {
  name: 'Medium',
  description: 'The environmental media (环境介质).',
  valuesConfig: { WATER: { description: 'Water (水).' }, AIR: { description: 'Air (大气).' } },
});
