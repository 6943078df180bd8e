import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { maySeeOthers, visiblePeople } from '@ecogrid/identity';
import {
  PayloadMutation,
  Decimal,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Case, Grid, Organization, Person, Ticket } from '../neighbours/index.ts';
import { Period, type PeriodRepository } from '../period/index.ts';
import { ScoringRule, type RuleSetRepository } from '../rule-set/index.ts';
import { SubjectKind, shownCode, type SubjectRepository } from '../subject/index.ts';
import { PostManualEntryInput, ReverseEntryInput, ScoreEntriesArguments } from './ledger.input.ts';
import type { LedgerRepository } from './ledger.repository.ts';
import type { LedgerService } from './ledger.service.ts';
import { decimalOf } from './points.rule.ts';
import { ScoreEntry } from './score-entry.entity.ts';

export const ScoreEntryConnection = connectionType('ScoreEntry', () => ScoreEntry);

@Resolver(() => ScoreEntry)
export class LedgerResolver {
  constructor(
    private readonly service: LedgerService,
    private readonly entries: LedgerRepository,
  ) {}

  @Query(() => ScoreEntry, {
    nullable: true,
    description: 'An entry of the score ledger by its id; null when there is none the actor may see.',
  })
  scoreEntry(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<ScoreEntry | null> {
    return context.load(this.entries.byId, id);
  }

  @Query(() => ScoreEntryConnection, {
    description: 'Entries of the score ledger that the actor may read, the newest first (计分流水).',
  })
  async scoreEntries(
    @Args(() => ScoreEntriesArguments) args: ScoreEntriesArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<ScoreEntry>> {
    const { subjectKind, subjectCode, subjectPseudonym, period, ruleCode, sourceId } = args;
    const filter = { subjectKind, subjectCode, subjectPseudonym, period, ruleCode, sourceId };
    return connectionOf(await this.entries.page(actor, filter, args), args);
  }

  @PayloadMutation('scoreEntry', () => ScoreEntry, {
    description:
      'Applies a MANUAL rule to a subject; it counts in the current period, or in the next open one. For assessors. Errors: FORBIDDEN, NOT_FOUND, IDEMPOTENCY_KEY_REUSED.',
  })
  postManualEntry(
    @Arg('input', () => PostManualEntryInput, { description: 'The rule, the subject and the reason.' })
    input: PostManualEntryInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<ScoreEntry> {
    return this.service.postManual(actor, input);
  }

  @PayloadMutation('scoreEntry', () => ScoreEntry, {
    description:
      'Takes an entry back, once, by an entry with the opposite points; answers with the reversal. For assessors. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED, IDEMPOTENCY_KEY_REUSED.',
  })
  reverseEntry(
    @Arg('input', () => ReverseEntryInput, { description: 'The entry and the reason.' })
    input: ReverseEntryInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<ScoreEntry> {
    return this.service.reverse(actor, input);
  }
}

/** Where an entry leads: rule, period, subject, source. */
@Resolver(() => ScoreEntry)
export class ScoreEntryLinksResolver {
  constructor(
    private readonly entries: LedgerRepository,
    private readonly ruleSets: RuleSetRepository,
    private readonly periods: PeriodRepository,
    private readonly subjects: SubjectRepository,
  ) {}

  @FieldResolver(() => Decimal, { description: 'The points as a decimal, such as -1.00.' })
  points(@Root() { pointsHundredths }: ScoreEntry): string {
    return decimalOf(pointsHundredths);
  }

  @FieldResolver(() => ScoringRule, {
    nullable: true,
    description: 'The rule, with its text; null only if its rule set is gone.',
  })
  rule(@Root() { ruleId }: ScoreEntry, @Ctx() context: GraphContext): Promise<ScoringRule | null> {
    return context.load(this.ruleSets.ruleById, ruleId);
  }

  @FieldResolver(() => String, {
    name: 'subjectCode',
    nullable: true,
    description:
      'The subject: organization code, grid code or person id, as the kind says; null of a person that the actor may not see.',
  })
  shownSubject(
    @Root() { subjectKind: kind, subjectCode: code }: ScoreEntry,
    @Ctx() { actor }: GraphContext,
  ): string | null {
    return shownCode(actor, { kind, code });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The pseudonym of the subject when it is a grid member, the same in every period (假名). For BI and assessors; null for others.',
  })
  subjectPseudonym(
    @Root() { subjectKind: kind, subjectCode: code }: ScoreEntry,
    @Ctx() context: GraphContext,
  ): Promise<string | null> {
    return this.subjects.pseudonymOfSubject({ kind, code }, context);
  }

  @FieldResolver(() => GraphQLJSONObject, {
    name: 'inputs',
    description:
      'The facts that the rule looked at and those that lead to the source; `uncappedHundredths` when a cap cut the points. Without the reporter for readers who may not see people.',
  })
  shownInputs(@Root() { inputs }: ScoreEntry, @Ctx() { actor }: GraphContext): Record<string, unknown> {
    const { reporterId: _reporter, ...others } = inputs;
    return visiblePeople(actor).everything ? inputs : others;
  }

  @FieldResolver(() => Period, { description: 'The period it counts in.' })
  period(@Root() { periodCode }: ScoreEntry, @Ctx() context: GraphContext): Promise<Period> {
    return context.load(this.periods.byCode, periodCode);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The subject when it is a department; null for others.',
  })
  organization(@Root() { subjectKind, subjectCode }: ScoreEntry): Organization | null {
    return subjectKind === SubjectKind.DEPARTMENT ? { code: subjectCode } : null;
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The subject when it is a grid or a street; null for others.',
  })
  grid(@Root() { subjectKind, subjectCode }: ScoreEntry): Grid | null {
    return subjectKind === SubjectKind.GRID || subjectKind === SubjectKind.STREET
      ? { code: subjectCode }
      : null;
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The subject when it is a grid member that the actor may see; null for others.',
  })
  person(
    @Root() { subjectKind: kind, subjectCode: code }: ScoreEntry,
    @Ctx() { actor }: GraphContext,
  ): Person | null {
    const id = kind === SubjectKind.MEMBER ? shownCode(actor, { kind, code }) : null;
    return id === null ? null : { id };
  }

  @FieldResolver(() => Case, {
    nullable: true,
    description: 'The case that the fact is about; null for MANUAL.',
  })
  case(@Root() { inputs }: ScoreEntry): Case | null {
    return typeof inputs['caseId'] === 'string' ? { id: inputs['caseId'] } : null;
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket that the fact is about; null when it is about a case, and for MANUAL.',
  })
  ticket(@Root() { inputs }: ScoreEntry): Ticket | null {
    return typeof inputs['ticketId'] === 'string' ? { id: inputs['ticketId'] } : null;
  }

  @FieldResolver(() => ScoreEntry, {
    name: 'reversalOf',
    nullable: true,
    description: 'The entry that this one takes back; null for any other.',
  })
  reversed(@Root() { reversalOf }: ScoreEntry, @Ctx() context: GraphContext): Promise<ScoreEntry | null> {
    return reversalOf === null ? Promise.resolve(null) : context.load(this.entries.byId, reversalOf);
  }

  @FieldResolver(() => Person, {
    name: 'postedBy',
    nullable: true,
    description: 'The assessor who posted or reversed it; null for an entry by rule.',
  })
  assessor(@Root() { postedBy }: ScoreEntry, @Ctx() { actor }: GraphContext): Person | null {
    return postedBy === null || !maySeeOthers(actor) ? null : { id: postedBy };
  }
}
