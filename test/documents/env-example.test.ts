import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const CONFIGS = ['packages/*/src/**/config.ts', 'gateway/src/**/config.ts', 'subgraphs/*/src/**/config.ts'];

/** The keys of a config's schema, as `  HOST: z.string()` declares them. */
const declaredIn = (source: string): string[] => keys(source, /^\s+([A-Z][A-Z0-9_]+):/gm);

/** The variables of the example, set or commented out: `PORT=4000`, `# DATABASE_URL=mysql://…`. */
const shownIn = (example: string): string[] => keys(example, /^(?:#\s*)?([A-Z][A-Z0-9_]+)=/gm);

const keys = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, key = '']) => key))].sort();

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const configs = CONFIGS.flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map(read)
  .join('\n');
const declared = declaredIn(configs);

/** A family of variables, such as `SUBGRAPH_URL_<NAME>`: the example shows one of them. */
const families = keys(configs, /^const PREFIX = '([A-Z0-9_]+_)';/gm);
const familyOf = (name: string): string => families.find((family) => name.startsWith(family)) ?? name;

describe('.env.example', () => {
  it('shows every variable that the code reads, and no other', () => {
    expect(shownIn(read('.env.example')).map(familyOf)).toEqual([...declared, ...families].sort());
  });

  it('is compared with something: the doors that everyone uses are among the variables', () => {
    expect(declared).toEqual(expect.arrayContaining(['HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL']));
    expect(families).toEqual(['SUBGRAPH_URL_']);
  });

  it('finds variables where they are declared and nowhere else', () => {
    expect(declaredIn('const shape = {\n  HOST: z.string(),\n};\nconst OTHER: Type = 1;')).toEqual(['HOST']);
    expect(shownIn('# A sentence.\nPORT=4000\n# HOST=0.0.0.0\n')).toEqual(['HOST', 'PORT']);
  });
});
