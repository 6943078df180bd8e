import { readdirSync } from 'node:fs';

/** The permitted imports. Each folder lists the workspace packages that it may use; others are forbidden. */
const BASE = ['packages/errors', 'packages/identity', 'packages/service'];
const SUBGRAPH = [
  ...BASE,
  ...[
    'database',
    'events',
    'event-contracts',
    'subgraph',
    'territory',
    'files',
    'imports',
    'work-time',
    'search-tokens',
    'planned-timers',
    'code-tables',
    'seed-district',
  ].map((name) => `packages/${name}`),
];

const SUBGRAPHS = readdirSync(new URL('subgraphs', import.meta.url)).map((name) => `subgraphs/${name}`);

const MAY_USE = {
  'packages/errors': [],
  'packages/plan-executor': [],
  'packages/federated-subscriptions': ['packages/plan-executor'],
  'packages/hj212': [],
  'packages/seed-district': [],
  'packages/launcher': [],
  'packages/identity': ['packages/errors'],
  'packages/service': ['packages/errors'],
  'packages/database': BASE,
  'packages/events': [...BASE, 'packages/database'],
  'packages/event-contracts': ['packages/events', 'packages/identity'],
  'packages/subgraph': [...BASE, 'packages/database', 'packages/events'],
  'packages/territory': [...BASE, 'packages/database', 'packages/events'],
  'packages/code-tables': [
    ...BASE,
    ...['database', 'events', 'event-contracts', 'subgraph'].map((name) => `packages/${name}`),
  ],
  'packages/work-time': [...BASE, 'packages/database'],
  'packages/search-tokens': [...BASE, 'packages/database'],
  'packages/planned-timers': [...BASE, 'packages/database', 'packages/work-time'],
  'packages/files': [...BASE, 'packages/database', 'packages/events', 'packages/subgraph'],
  'packages/imports': [
    ...BASE,
    ...['database', 'events', 'event-contracts', 'files', 'subgraph'].map((name) => `packages/${name}`),
  ],
  'packages/demonstration': [
    ...BASE,
    ...['events', 'subgraph', 'database', 'seed-district', 'hj212'].map((name) => `packages/${name}`),
  ],
  // The page for browsers, and the tokens of the demonstration's people.
  'packages/explorer': [...BASE, 'packages/seed-district'],
  gateway: [...BASE, 'packages/plan-executor', 'packages/federated-subscriptions', 'packages/explorer'],
  ...Object.fromEntries(SUBGRAPHS.map((folder) => [folder, SUBGRAPH])),
  'subgraphs/enterprises': [...SUBGRAPH, 'packages/hj212'],
  // System tests speak public protocols only. The servers that benchmarks compare us with are excepted below.
  test: [],
};

const OURS = '^(packages|subgraphs)/[^/]+/|^(gateway|test)/';

/**
 * Programs of benchmarks and fuzzers: the event log read as plainly as can be, the scanner of HJ 212 and its senders. The executor is compared
 * with others without a gateway around it.
 */
const FLOORS = String.raw`^test/bench/servers/(log|scanner)\.main\.ts$|^test/(federation/differential/runners|bench/ingest\.senders|fuzz/hj212-inputs)\.ts$`;

/** System tests wait for values as unit tests do. */
const WAITING = String.raw`^packages/service/dist/testing\.js$`;

const rooms = Object.entries(MAY_USE).map(([room, allowed]) => ({
  name: `${room.replace('/', '-')}-uses-only-what-it-may`,
  severity: 'error',
  comment: `${room} may use ${allowed.join(', ') || 'none of ours'}.`,
  from: { path: `^${room}/`, ...(room === 'test' && { pathNot: FLOORS }) },
  to: {
    path: OURS,
    pathNot: [...[room, ...allowed].map((folder) => `^${folder}/`), ...(room === 'test' ? [WAITING] : [])],
  },
}));

const MAY_KNOW_TYPEORM = [
  String.raw`\.(entity|repository|test|fixture)\.ts$`,
  String.raw`/migrations/|migration\.ts$`,
  '^packages/(database|events|territory)/',
];

/** A test proves the code behind a door, and starts the whole with the builders of testing/. */
const LOOKS_BEHIND_DOORS = String.raw`\.(test|fixture)\.ts$`;

export default {
  forbidden: [
    ...rooms,
    {
      name: 'feature-entered-by-its-door',
      severity: 'error',
      comment: 'Other features enter by index.ts, so that what is behind it stays free to change.',
      from: { path: '^subgraphs/([^/]+)/src/([^/]+)/', pathNot: LOOKS_BEHIND_DOORS },
      to: {
        path: '^subgraphs/$1/src/[^/]+/',
        pathNot: ['^subgraphs/$1/src/$2/', String.raw`^subgraphs/$1/src/[^/]+/index\.ts$`],
      },
    },
    {
      name: 'room-entered-by-its-door',
      severity: 'error',
      comment: 'A feature may have rooms. They enter each other by index.ts, and so does the feature itself.',
      from: { path: '^subgraphs/([^/]+)/src/([^/]+)/([^/]+)', pathNot: LOOKS_BEHIND_DOORS },
      to: {
        path: '^subgraphs/$1/src/$2/[^/]+/',
        pathNot: ['^subgraphs/$1/src/$2/$3/', String.raw`^subgraphs/$1/src/$2/[^/]+/index\.ts$`],
      },
    },
    {
      name: 'room-does-not-leave-by-its-front-door',
      severity: 'error',
      comment: 'A room knows its neighbours, never the feature that holds them all.',
      from: { path: '^subgraphs/([^/]+)/src/([^/]+)/[^/]+/', pathNot: LOOKS_BEHIND_DOORS },
      to: { path: String.raw`^subgraphs/$1/src/$2/[^/]+\.ts$` },
    },
    {
      name: 'feature-entered-by-its-door-from-the-top',
      severity: 'error',
      comment:
        'The files at the top of a subgraph put features together: by feature.ts, and else by index.ts.',
      from: { path: String.raw`^subgraphs/([^/]+)/src/[^/]+\.ts$`, pathNot: LOOKS_BEHIND_DOORS },
      to: {
        path: '^subgraphs/$1/src/[^/]+/',
        pathNot: String.raw`^subgraphs/$1/src/[^/]+/(index|feature)\.ts$`,
      },
    },
    {
      name: 'the-product-does-not-need-its-builders',
      severity: 'error',
      comment: 'Builders start whole subgraphs for tests.',
      from: { pathNot: [String.raw`\.(test|builder|fixture)\.ts$`, '^test/'] },
      to: { path: String.raw`\.builder\.ts$` },
    },
    {
      name: 'the-product-does-not-need-the-seed',
      severity: 'error',
      comment: 'The seed district is data of the demonstration. A production start has none of it.',
      from: {
        path: '^(gateway|packages|subgraphs)/',
        pathNot: [
          String.raw`\.(test|builder|fixture)\.ts$`,
          '^subgraphs/[^/]+/src/seed/',
          '^packages/(seed-district|demonstration)/|^packages/explorer/src/demonstration-token',
        ],
      },
      to: { path: '^packages/seed-district/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Modules in a cycle load in an arbitrary order. Types alone load nothing.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-repositories-build-queries',
      severity: 'error',
      comment: 'TypeORM is known to entities (decorators), repositories (queries) and migrations.',
      from: { path: '^(packages|subgraphs|gateway)/', pathNot: MAY_KNOW_TYPEORM },
      to: { path: '(^|/)node_modules/typeorm/|^typeorm$' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { pathNot: [String.raw`\.test\.ts$`, '^test/'] },
      to: { path: String.raw`\.test\.ts$` },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['^var/', String.raw`^\.toolchain/`] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
    reporterOptions: { mermaid: { minify: false } },
  },
};
