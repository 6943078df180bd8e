import { EcoGridError, type Term, type Thing } from '@ecogrid/errors';
import { codeTableChange } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import type { PublishInput } from './publish.input.ts';

interface Version {
  readonly id: string;
  readonly effectiveFrom: string;
  /** First day no longer in force; absent where a version ends with the next one. */
  readonly effectiveTo?: string | null;
}

/** The part of a publication that is particular to a table. */
interface Publication<Input, Row extends Version, Facts> {
  readonly action: Term;
  readonly thing: Thing;
  /** The code, as the audit names it. */
  readonly code: string;
  /** @throws EcoGridError FORBIDDEN. */
  readonly admit: (actor: Actor) => void;
  /** The newest version of the code. */
  readonly latest: () => Promise<Row | null>;
  /** Reads the facts by which the values are checked. */
  readonly facts: (latest: Row | null) => Promise<Facts>;
  /** Pure: the new version. @throws EcoGridError */
  readonly row: (facts: Facts, input: Input) => Row;
  readonly end: (latest: Row, day: string) => Promise<void>;
  readonly insert: (row: Row, facts: Facts) => Promise<void>;
  readonly existing: (id: string) => Promise<Row>;
}

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<'AuditRecorded'>;
}

/**
 * Publishes the next version of a code: it begins on a day to come, and the version before ends on that day. Its
 * publisher and reason are in the audit.
 */
export async function publishVersion<Input extends PublishInput, Row extends Version, Facts>(
  { scope, outbox }: Parts,
  actor: Actor,
  input: Input,
  publication: Publication<Input, Row, Facts>,
): Promise<Row> {
  const { action, code, admit, end, insert, existing } = publication;
  const { row } = await perform(scope, actor, input, {
    operation: action.code,
    admit,
    load: async () => {
      const latest = await publication.latest();
      return { latest, facts: await publication.facts(latest) };
    },
    decide: ({ latest, facts }, given, now) => {
      requireNext(latest, given, publication, shanghaiDay(now));
      return publication.row(facts, given);
    },
    write: async (begun, { latest, facts }) => {
      const { effectiveFrom, reason } = input;
      const stands = latest && (latest.effectiveTo ?? effectiveFrom) >= effectiveFrom;
      if (stands) await end(latest, effectiveFrom);
      await insert(begun, facts);
      const change = { action: action.code, subject: `${code} ${effectiveFrom}`, reason };
      await outbox.announce(codeTableChange(actor, change, scope.clock.now()));
      return { id: begun.id, row: begun };
    },
    again: async (id) => ({ id, row: await existing(id) }),
  });
  return row;
}

/** @throws EcoGridError VERSION_STALE or GUARD_FAILED. */
function requireNext(
  latest: Version | null,
  { replaces, effectiveFrom: day }: PublishInput,
  { action, thing }: { readonly action: Term; readonly thing: Thing },
  today: string,
): void {
  const [expected, actual] = [replaces ?? '—', latest?.effectiveFrom ?? '—'];
  if (expected !== actual) throw new EcoGridError('VERSION_STALE', { thing, expected, actual });
  if (day <= today) throw new EcoGridError('GUARD_FAILED', { action, guard: 'dayAhead', day, today });
  if (latest && day <= latest.effectiveFrom)
    throw new EcoGridError('GUARD_FAILED', { action, guard: 'afterNewest', day: latest.effectiveFrom });
}
