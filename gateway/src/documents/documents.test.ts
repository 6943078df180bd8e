import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { EcoGridError } from '@ecogrid/errors';
import { z } from '@ecogrid/service';
import { DOCUMENTS_SHAPE, documentsOf, faultsOfDocuments } from './config.ts';
import { Documents, type SentOperation } from './documents.ts';

const QUERY = '{ me { roles } }';
const OTHER = '{ grid(code: "370871") { code } }';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const persisted = (sha256Hash: string): SentOperation => ({
  extensions: { persistedQuery: { version: 1, sha256Hash } },
});

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'NONE';
  } catch (error) {
    if (error instanceof EcoGridError) return String(error.code);
    throw error;
  }
}

describe('the text of an operation', () => {
  it('is the query of the request, and is required', () => {
    const documents = new Documents();
    expect(documents.textOf({ query: QUERY })).toBe(QUERY);
    expect(codeOf(() => documents.textOf({}))).toBe('OPERATION_INVALID');
  });

  it('is found by its hash once an operation with it was admitted, and not before', () => {
    const documents = new Documents();
    const full = { query: QUERY, ...persisted(hashOf(QUERY)) };
    expect(documents.textOf(full)).toBe(QUERY);
    expect(codeOf(() => documents.textOf(persisted(hashOf(QUERY))))).toBe('PERSISTED_QUERY_NOT_FOUND');
    documents.admitted(full);
    expect(documents.textOf(persisted(hashOf(QUERY)))).toBe(QUERY);
  });

  it('is bounded in memory: the hashes that are used least are forgotten', () => {
    const documents = new Documents();
    const long = (number: number): string => `{ me { roles } } # ${number} ${'x'.repeat(1_000_000)}`;
    for (let number = 0; number < 12; number += 1)
      documents.admitted({ query: long(number), ...persisted(hashOf(long(number))) });
    const known = Array.from({ length: 12 }, (_, number) =>
      codeOf(() => documents.textOf(persisted(hashOf(long(number))))),
    );
    expect(known.filter((code) => code === 'NONE').length).toBeLessThan(9);
    expect(known.at(-1)).toBe('NONE');
  });
});

describe('trusted documents', () => {
  const trusted = new Map([
    ['sha256:me', QUERY],
    [hashOf(OTHER), OTHER],
  ]);

  it('are found by the id of the manifest, also where it is sent as a hash', () => {
    const documents = new Documents({ trusted });
    expect(documents.textOf({ documentId: 'sha256:me' })).toBe(QUERY);
    expect(documents.textOf(persisted(hashOf(OTHER)))).toBe(OTHER);
    expect(codeOf(() => documents.textOf({ documentId: 'sha256:none' }))).toBe('DOCUMENT_UNKNOWN');
    expect(documents.textOf({ query: '{ __typename }' })).toBe('{ __typename }');
  });

  it('are the only operations that are executed in the trusted-only mode', () => {
    const documents = new Documents({ trusted, isTrustedOnly: true });
    expect(documents.textOf({ documentId: 'sha256:me' })).toBe(QUERY);
    const full = { query: '{ __typename }', ...persisted(hashOf('{ __typename }')) };
    for (const sent of [{ query: '{ __typename }' }, full, { query: QUERY }, {}])
      expect(codeOf(() => documents.textOf(sent))).toBe('DOCUMENT_NOT_TRUSTED');
    documents.admitted(full);
    expect(codeOf(() => documents.textOf(persisted(hashOf('{ __typename }'))))).toBe(
      'PERSISTED_QUERY_NOT_SUPPORTED',
    );
  });
});

describe('a hash beside the id of a document', () => {
  it('registers no text of which it is not the hash', () => {
    const documents = new Documents({ trusted: new Map([['sha256:me', QUERY]]) });
    const forged = { documentId: 'sha256:me', query: '{ __typename }', ...persisted(hashOf('another')) };
    expect(codeOf(() => documents.textOf(forged))).toBe('OPERATION_INVALID');
  });
});

describe('the manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ecogrid-manifest-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = (content: unknown, only: 'on' | 'off' = 'off'): Documents => {
    const file = join(folder, 'manifest.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    const given = z.object(DOCUMENTS_SHAPE).parse({ TRUSTED_DOCUMENTS: file, TRUSTED_DOCUMENTS_ONLY: only });
    return new Documents(documentsOf(given));
  };

  it('is an object of texts by their ids, or a manifest of the Apollo generator', () => {
    expect(read({ a: QUERY }).textOf({ documentId: 'a' })).toBe(QUERY);
    const operations = [{ id: 'b', body: OTHER, name: 'Grid', type: 'query' }];
    const generated = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    const documents = read(generated, 'on');
    expect(documents.textOf({ documentId: 'b' })).toBe(OTHER);
    expect(codeOf(() => documents.textOf({ query: OTHER }))).toBe('DOCUMENT_NOT_TRUSTED');
  });

  it.each(['no JSON', '[1]', '{"a":5}', '{"a":""}'])('is refused at the start when it is %s', (content) => {
    expect(() => read(content)).toThrow(/is no manifest[^]*TRUSTED_DOCUMENTS/);
  });

  it('is required in the trusted-only mode', () => {
    expect(faultsOfDocuments({ TRUSTED_DOCUMENTS_ONLY: 'on' })).toHaveLength(1);
    expect(faultsOfDocuments({ TRUSTED_DOCUMENTS_ONLY: 'on', TRUSTED_DOCUMENTS: 'a.json' })).toEqual([]);
  });
});
