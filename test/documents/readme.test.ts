import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

const DOCUMENTS = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  ...['docs/', 'docs/decisions/'].flatMap((folder) =>
    readdirSync(new URL(folder, root))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}${file}`),
  ),
];

/** Operations in code blocks of a document. */
const operationsIn = (text: string): string[] =>
  [...text.matchAll(/```graphql\n(.*?)```/gs)].map(([, operation = '']) => operation);

/** Scripts that a document tells to run: `npm run journey`, `npm test`. */
const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/npm (?:run (?:--silent )?([a-z][a-z:-]*)|(start|test)\b)/g)].map(
    ([, run, plain]) => run ?? plain ?? '',
  );

/** Files beside the document that it links to. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);

describe('the documents for readers', () => {
  it('shows operations that the graph accepts', () => {
    const schema = buildSchema(read('schema/api.graphql'), { assumeValidSDL: true });
    const operations = operationsIn(read('README.md'));
    expect(operations.length).toBeGreaterThan(1);
    for (const operation of operations) expect(validate(schema, parse(operation))).toEqual([]);
  });

  it('says the same in Chinese: the same diagram, operations, commands and documents to read', () => {
    const [english, chinese] = [read('README.md'), read('README.zh-CN.md')];
    const [diagram] = /```mermaid\n.*?```/s.exec(english) ?? [];
    expect(chinese).toContain(diagram);
    expect(operationsIn(chinese)).toEqual(operationsIn(english));
    expect(scriptsIn(chinese)).toEqual(scriptsIn(english));
    const readers = (text: string): string[] => linksIn(text).filter((link) => !link.startsWith('README'));
    expect(readers(chinese)).toEqual(readers(english));
  });

  it('has every decision in its index', () => {
    const decisions = readdirSync(new URL('docs/decisions/', root)).filter((file) => /^\d{4}-/.test(file));
    const linked = linksIn(read('docs/decisions/README.md')).filter((link) => /^\d{4}-/.test(link));
    expect(linked.sort()).toEqual(decisions.sort());
  });

  it.each(DOCUMENTS)('%s names only scripts that there are', (file) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    // `start:<name>` stands for its four.
    const named = scriptsIn(read(file)).filter((script) => script !== 'start:');
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it.each(DOCUMENTS)('%s has no broken link', (file) => {
    const missing = linksIn(read(file)).filter((link) => !existsSync(new URL(link, new URL(file, root))));
    expect(missing).toEqual([]);
  });
});
