import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The only files that read the environment: one validated object for each service. */
const CONFIGURATION = ['**/src/**/config.ts'];

/** Programs that a person starts and reads: there, stdout is the product. */
const COMMAND_LINES = [
  '**/*.cli.ts',
  'packages/one-process/src/{main,token,schema}.ts',
  'packages/launcher/*.mjs',
];

const TESTS = ['**/*.{test,fixture,builder}.ts', '**/src/testing.ts', 'test/**/*.ts'];

const readsEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Only config.ts reads the environment.',
};

export default defineConfig(
  globalIgnores(['**/dist/', '**/node_modules/', '.toolchain/', 'var/', 'coverage/']),
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.tests.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // An unhandled rejection ends the process, and `void promise` hides it.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A template literal of a number is as everyone means it; one of an object is a defect, and stays an error.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `async` makes a method that throws reject, also without an await: it is part of an interface.
      '@typescript-eslint/require-await': 'off',
      // Errors of a subgraph are plain objects: a queue hands them on as they came.
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      'no-console': 'error',
      'no-restricted-properties': ['error', readsEnvironment],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ObjectExpression > SpreadElement > ObjectExpression',
          message: 'Write the properties themselves.',
        },
      ],
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: CONFIGURATION, rules: { 'no-restricted-properties': 'off' } },
  { files: COMMAND_LINES, rules: { 'no-console': 'off' } },
  {
    files: TESTS,
    // A `describe` is as long as its table of examples; system tests hand their environment to child processes.
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-properties': 'off',
      'no-console': 'off',
      // A rejection that nothing handles turns a test red, as it should.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
    },
  },
  // A migration is as long as the columns of its tables, and is never edited once it has run.
  { files: ['**/migrations/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        module: 'writable',
        NodeJS: 'readonly',
        URL: 'readonly',
      },
    },
  },
  {
    // Scripts of pages: they run in a browser as they are.
    files: ['packages/explorer/page/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: Object.fromEntries(
        ['window', 'document', 'location', 'sessionStorage', 'fetch', 'addEventListener', 'URL'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
);
