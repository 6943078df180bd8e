export { Pollutant } from './pollutant.entity.ts';
export { PollutantRepository } from './pollutant.repository.ts';
