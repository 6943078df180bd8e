import { createHash } from 'node:crypto';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  PageArguments,
  connectionOf,
  connectionType,
  pageOfList,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Grid, Organization, Person } from '../neighbours/index.ts';
import { SubjectKind, shownCode, type SubjectRepository } from '../subject/index.ts';
import type { RankingService } from './ranking.service.ts';
import { RankingRow } from './ranking.type.ts';

const RankingConnection = connectionType('RankingRow', () => RankingRow);

@Resolver(() => RankingRow)
export class RankingResolver {
  constructor(
    private readonly service: RankingService,
    private readonly subjects: SubjectRepository,
  ) {}

  @Query(() => RankingConnection, {
    description:
      'The ranking of a peer group as it stands now, the best first (排名). Only rows that the actor may see; empty for periods without a rule set. Errors: INPUT_INVALID, CURSOR_INVALID.',
  })
  async ranking(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('subjectKind', () => SubjectKind, { description: 'The peer group: all subjects of this kind.' })
    kind: SubjectKind,
    @Ctx() context: GraphContext,
    @Arg('period', () => String, {
      nullable: true,
      description: 'A month such as 2026-11; absent for the current one.',
    })
    period?: string,
  ): Promise<Connection<RankingRow>> {
    const rows = await this.service.of(kind, period, context);
    return connectionOf(
      pageOfList(rows, ({ subjectCode }) => digestOf(subjectCode), page),
      page,
    );
  }

  @FieldResolver(() => String, {
    name: 'subjectCode',
    nullable: true,
    description:
      'The subject: organization code, grid code or person id, as the kind says; null of a person that the actor may not see.',
  })
  shownSubject(
    @Root() { subjectKind: kind, subjectCode: code }: RankingRow,
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
    @Root() { subjectKind: kind, subjectCode: code }: RankingRow,
    @Ctx() context: GraphContext,
  ): Promise<string | null> {
    return this.subjects.pseudonymOfSubject({ kind, code }, context);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The subject when it is a department; null for others.',
  })
  organization(@Root() { subjectKind, subjectCode }: RankingRow): Organization | null {
    return subjectKind === SubjectKind.DEPARTMENT ? { code: subjectCode } : null;
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The subject when it is a grid or a street; null for others.',
  })
  grid(@Root() { subjectKind, subjectCode }: RankingRow): Grid | null {
    return subjectKind === SubjectKind.GRID || subjectKind === SubjectKind.STREET
      ? { code: subjectCode }
      : null;
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The subject when it is a grid member that the actor may see; null for others.',
  })
  person(
    @Root() { subjectKind: kind, subjectCode: code }: RankingRow,
    @Ctx() { actor }: GraphContext,
  ): Person | null {
    const id = kind === SubjectKind.MEMBER ? shownCode(actor, { kind, code }) : null;
    return id === null ? null : { id };
  }
}

/** The key of a row in its cursor: it names no person. */
function digestOf(subjectCode: string): string {
  return createHash('sha256').update(subjectCode).digest('base64url').slice(0, 22);
}
