import { availableParallelism } from 'node:os';

const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        target: 'es2023',
        experimental: { keepImportAttributes: true },
      },
      module: { type: 'es6' },
    },
  ],
};
const shared = {
  transform,
  runtime: '<rootDir>/test/testkit/runtime.cjs',
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.toolchain/', '<rootDir>/var/'],
};

export default {
  // Tests check that an event happens, not how soon: a busy machine turns no test red.
  testTimeout: 300_000,
  // A worker that has nothing open ends by itself, on a busy machine after more than Jest's half second.
  workerGracefulExitTimeout: 30_000,
  // Tests wait for processes, for timers and for their turn: two workers more than there are cores keep the cores busy.
  maxWorkers: availableParallelism() + 2,
  testSequencer: '<rootDir>/test/testkit/sequencer.mjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      setupFilesAfterEnv: ['<rootDir>/packages/errors/src/refusals.setup.ts'],
      testMatch: ['<rootDir>/{packages,subgraphs}/*/src/**/*.test.ts', '<rootDir>/gateway/src/**/*.test.ts'],
      globalSetup: '<rootDir>/test/testkit/engines.setup.ts',
      globalTeardown: '<rootDir>/test/testkit/engines.teardown.ts',
    },
    {
      // Documents and schemas that must agree with the code. Needs no running system.
      ...shared,
      displayName: 'documents',
      testMatch: ['<rootDir>/test/documents/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'system',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/documents/'],
      globalSetup: '<rootDir>/test/testkit/systems.setup.ts',
      globalTeardown: '<rootDir>/test/testkit/systems.teardown.ts',
    },
  ],
};
