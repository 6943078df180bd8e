import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

/** A class that a subgraph must list: one with resolvers for the graph, or one with a table. */
const LISTED = /@(?:Resolver|Entity)\((?:[^()]|\([^()]*\))*\)[\s\S]*?\bclass (?<name>\w+)/g;

const files = globSync('subgraphs/*/src/*/**/*.{resolver,mutations,subscription,entity}.ts');
const classes = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(LISTED)].map(({ groups }) => ({
    name: groups?.['name'] ?? '',
    feature: `${file.split('/').slice(0, 4).join('/')}/feature.ts`,
  })),
);

describe('every resolver and every table', () => {
  test.each(classes)('$name is listed in $feature', ({ name, feature }) => {
    const [, listed = ''] = readFileSync(feature, 'utf8').split('export const feature');
    expect(listed).toMatch(new RegExp(`\\b${name}\\b`));
  });

  test('is looked for where they are', () => {
    const others = globSync('subgraphs/*/src/**/*.ts').filter((file) => !files.includes(file));
    const hidden = others.filter((file) => /^@(Resolver|Entity)\(/m.test(readFileSync(file, 'utf8')));
    expect(hidden).toEqual([]);
  });
});
