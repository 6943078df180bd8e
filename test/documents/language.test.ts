import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

/** A block of CONTRIBUTING.md that starts with the given info string. */
function listed(info: string): string[] {
  const [, block = ''] = new RegExp(`\`\`\`${info}\\n([^\`]*)\`\`\``).exec(read('CONTRIBUTING.md')) ?? [];
  return block.trim().split('\n');
}

/** The list itself, and texts that are quoted or recorded. */
const EXEMPT =
  /^(CONTRIBUTING\.md|test\/documents\/language\.test\.ts|docs\/complaints\.md|pnpm-lock\.yaml)$/;

const files = execFileSync('git', ['ls-files', '*.ts', '*.mjs', '*.md', '*.graphql'], {
  cwd: new URL('.', root),
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => !EXEMPT.test(file));

const words = new RegExp(String.raw`\b(${listed('text words').join('|')})\b`, 'i');
/** The first words of a comment or of a description. */
const openings = new RegExp(
  String.raw`(?:/\*\*|^\s*\*|//|"""|description:\s*['"\x60]|vocabulary\('\w+', ')\s?(${listed('text openings').join('|')}) [^?]*$`,
);

/** A clause in the place of a noun. */
const clauses = new RegExp(String.raw`\b(${listed('text contract').join('|')})\b`, 'i');

function found(pattern: RegExp, within: readonly string[] = files): string[] {
  return within.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('the language of code and documents', () => {
  it('reads its lists', () => {
    expect(words.test('Nobody is told.')).toBe(true);
    expect(openings.test('/** What a mutation did. */')).toBe(true);
    expect(clauses.test('The grid, and for what.')).toBe(true);
    expect(openings.test('/** The result of a mutation. */')).toBe(false);
    expect(files.length).toBeGreaterThan(500);
  });

  it('contains none of the words that CONTRIBUTING lists', () => {
    expect(found(words)).toEqual([]);
  });

  it('starts no comment and no description with a bare clause', () => {
    expect(found(openings)).toEqual([]);
  });

  it('has no clause in the place of a noun in the contract', () => {
    expect(found(clauses, ['schema/api.graphql'])).toEqual([]);
  });
});
