import type { Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import type { Batch } from '@ecogrid/subgraph';
import type { CaseEvent } from './case-event.entity.ts';
import { isUnbroken } from './chain.rule.ts';
import type { HistoryRepository } from './history.repository.ts';

/** A change as a service records it; person and time are added. */
export type HistoryLine = Pick<
  CaseEvent,
  'caseId' | 'thing' | 'thingId' | 'action' | 'from' | 'to' | 'actorRole'
> & {
  readonly note?: string | null | undefined;
  readonly channel?: CaseEvent['channel'] | undefined;
};

/** A photo as a line of the history of its case. */
export function photoLine(
  caseId: string,
  { id: thingId, sha256: note }: { id: string; sha256: string },
): HistoryLine {
  const nothing = { from: null, actorRole: null };
  return { caseId, thing: 'PHOTO', thingId, action: 'attach', to: 'ATTACHED', note, ...nothing };
}

/** The history of cases: each change of a case is recorded here, in the same transaction. */
export class HistoryService {
  constructor(
    private readonly history: HistoryRepository,
    private readonly clock: Clock,
  ) {}

  begin(caseId: string): Promise<void> {
    return this.history.begin(caseId);
  }

  /** The people who dispatched the case or handled a ticket of it. */
  async handlers(caseId: string): Promise<readonly string[]> {
    return (await this.history.handlers([caseId]))[0] ?? [];
  }

  /** Appends lines, all of one case, in order. */
  async append(actor: Actor, ...lines: readonly HistoryLine[]): Promise<void> {
    const [first] = lines;
    if (!first) return;
    const at = this.clock.now();
    const actorKind = actor.kind === 'AUDIENCE' ? ('SERVICE' as const) : actor.kind;
    const dated = lines.map(({ note, channel, ...line }) => ({
      ...line,
      at,
      actorKind,
      actorId: actor.id,
      channel: channel ?? (actor.kind === 'SERVICE' ? 'EVENT' : 'GRAPHQL'),
      note: note ?? null,
    }));
    await this.history.append(first.caseId, dated);
  }

  /** Of each case, whether no line of it was changed, removed or put in since it was written. */
  readonly verified: Batch<string, boolean> = async (caseIds) => {
    const [heads, histories] = await Promise.all([
      this.history.headsOf(caseIds),
      this.history.wholeOf(caseIds),
    ]);
    return heads.map((head, index) => head !== null && isUnbroken(histories[index] ?? [], head));
  };
}
