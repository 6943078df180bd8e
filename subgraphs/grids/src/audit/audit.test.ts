import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { testDatabase, testEngines } from '@ecogrid/database/testing';
import { codeTableChange, misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import { PUBLIC_ACTOR, rightOf, type Actor } from '@ecogrid/identity';
import { silentLogger } from '@ecogrid/service';
import { GRIDS_MODEL, FEATURES, servedPartsOf } from '../features.ts';
import type { AuditFilter } from './audit.repository.ts';

const holder = (role: 'ADMINISTRATOR' | 'SHIFT_LEADER'): Actor => ({
  ...PUBLIC_ACTOR,
  kind: 'PERSON',
  id: newId(),
  rights: [rightOf(role)],
});
const [administrator, leader] = [holder('ADMINISTRATOR'), holder('SHIFT_LEADER')];

test.each(testEngines())(
  'the audit takes acts of all subgraphs once, for administrators, on $name',
  async (engine) => {
    const [{ database, release }, peer] = [
      await testDatabase(engine, GRIDS_MODEL),
      await testDatabase(engine, GRIDS_MODEL),
    ];
    const of = { logger: silentLogger, misfitOf };
    const log = await DatabaseEventLog.open({ database, source: 'grids', ...of });
    const cases = await DatabaseEventLog.open({ database: peer.database, source: 'cases', ...of });
    const clock = { now: () => new Date('2026-03-03T02:00:00Z') };
    const importFiles = { directory: tmpdir(), secret: 'a secret of the tests alone' };
    const parts = servedPartsOf({ database, outbox: log.outbox, clock, logger: silentLogger, importFiles });
    const consumers = FEATURES.flatMap((feature) => feature.consumers?.(parts)['cases'] ?? []);
    const change = { action: 'publishRoutingRule', subject: 'RULE-1 2', reason: '调整分工' };
    await peer.database.transaction(() =>
      cases.outbox.announce(codeTableChange(leader, change, new Date('2026-03-01T02:00:00Z'))),
    );
    const own = { action: 'appoint', by: administrator, subject: 'P1 BI' };
    const at = new Date('2026-03-02T02:00:00Z');
    await database.transaction(() => parts.audit.record({ ...own, kind: 'RIGHTS', at }));
    await cases.settle();
    for (const consumer of consumers) {
      consumer.start(cases);
      await consumer.settle();
      await consumer.stop();
    }
    const seen = async (filter: AuditFilter, actor = administrator): Promise<string[]> =>
      (await parts.audit.page(actor, filter, { first: 10 })).rows.map(
        ({ action, subject, reason, personId }) => `${action} ${subject} ${reason} ${personId === leader.id}`,
      );
    const [appointed, published] = ['appoint P1 BI null false', 'publishRoutingRule RULE-1 2 调整分工 true'];
    expect(await seen({})).toEqual([appointed, published]);
    expect(await seen({ kind: 'CODE_TABLE' })).toEqual([published]);
    expect(await seen({ personId: String(administrator.id) })).toEqual([appointed]);
    expect(await seen({ doneSince: new Date('2026-03-02T00:00:00Z') })).toEqual([appointed]);
    expect(await seen({ doneBefore: new Date('2026-03-02T00:00:00Z') })).toEqual([published]);
    expect(await seen({}, leader)).toEqual([]);
    await Promise.all([log.close(), cases.close()]);
    await Promise.all([release(), peer.release()]);
  },
);
