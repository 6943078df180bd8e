import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const HOME = 'subgraphs/cases/src';

/** One of each kind that a newcomer may forget: the file, the registration, the text in its place, and the message. */
const FORGOTTEN: ReadonlyArray<
  readonly [kind: string, file: string, from: string, to: string, message: string]
> = [
  [
    'table',
    'desk/feature.ts',
    'CaseDailyCount, VoidRequest]',
    'CaseDailyCount]',
    `desk/feature.ts: entities lack VoidRequest of ${HOME}/desk/void/void-request.entity.ts`,
  ],
  [
    'resolver',
    'desk/feature.ts',
    '[MoveResolver, ({ moving }) => new MoveResolver(moving)],',
    '',
    `desk/feature.ts: resolvers lack MoveResolver of ${HOME}/desk/move/move.resolver.ts`,
  ],
  [
    'service',
    'desk/feature.ts',
    'new MergeService(handling)',
    'undefined',
    `desk/feature.ts: its objects lack MergeService of ${HOME}/desk/merge/merge.service.ts`,
  ],
  [
    'repository',
    'desk/feature.ts',
    'new DuplicateRepository(database)',
    'undefined',
    `desk/feature.ts: its objects lack DuplicateRepository of ${HOME}/desk/merge/duplicate.repository.ts`,
  ],
  [
    'reference',
    'deadlines/feature.ts',
    'PhoneReminder: (',
    'Other: (',
    `deadlines/feature.ts: references lack PhoneReminder of ${HOME}/deadlines/reminder/phone-reminder.entity.ts`,
  ],
  [
    'consumer',
    'neighbours/feature.ts',
    'territoryConsumer(parts)',
    'undefined',
    `neighbours/feature.ts: consumers lack territoryConsumer of ${HOME}/neighbours/projections/territory.consumer.ts`,
  ],
  [
    'job',
    'intake/feature.ts',
    '[publicReports.forgetting(logger)]',
    '[]',
    `intake/feature.ts: jobs lack forgetting of ${HOME}/intake/report/public-reports.ts`,
  ],
  [
    'route',
    'upload/upload.service.ts',
    'export class',
    'export function photoDoor(): HttpDoor {}\nexport class',
    `upload/feature.ts: routes lack photoDoor of ${HOME}/upload/upload.service.ts`,
  ],
  [
    'route of a package',
    'evidence/feature.ts',
    'routes: fileDoor,',
    '',
    `evidence/feature.ts: routes lack fileDoor of packages/files/src/file-door.ts`,
  ],
  [
    'job of a package',
    'evidence/feature.ts',
    '[fileSweep(parts)]',
    '[]',
    `evidence/feature.ts: jobs lack fileSweep of packages/files/src/file-sweep.ts`,
  ],
  [
    'feature',
    'features.ts',
    '  upload.feature,\n',
    '',
    `features.ts: lacks feature of ${HOME}/upload/feature.ts`,
  ],
  [
    'maker of services',
    'features.ts',
    '...upload.services(reviewed),',
    '',
    `features.ts: lacks services of ${HOME}/upload/feature.ts`,
  ],
];

const lines = (tree: string): string[] => {
  const check = join(root, 'packages/launcher/registrations.mjs');
  const { status, stderr } = spawnSync(process.execPath, [check, tree], { encoding: 'utf8' });
  expect(status).toBe(stderr ? 1 : 0);
  return stderr.split('\n').filter(Boolean);
};

describe('the check of registrations', () => {
  const tree = mkdtempSync(join(tmpdir(), 'registrations-'));
  let found: string[] = [];
  beforeAll(() => {
    cpSync(join(root, HOME), join(tree, HOME), { recursive: true });
    for (const [, file, from, to] of FORGOTTEN) {
      const path = join(tree, HOME, file);
      const text = readFileSync(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
      writeFileSync(path, text.replace(from, to));
    }
    found = lines(tree);
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  test.each(FORGOTTEN)('names a forgotten %s', (_, __, ___, ____, message) => {
    expect(found).toContain(`${HOME}/${message}`);
  });

  test('names no other registration', () => {
    expect(found).toHaveLength(FORGOTTEN.length);
    expect(lines(root)).toEqual([]);
  });
});
