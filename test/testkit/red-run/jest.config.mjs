import root from '../../../jest.config.mjs';

const { transform, extensionsToTreatAsEsm, testEnvironment } = root.projects[0];

/** Of the run that test/start/red-run.test.ts looks at. */
export default {
  rootDir: '../../..',
  transform,
  extensionsToTreatAsEsm,
  testEnvironment,
  testMatch: ['<rootDir>/test/testkit/red-run/red.fixture.ts'],
};
