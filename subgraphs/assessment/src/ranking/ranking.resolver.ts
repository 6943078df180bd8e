import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  PageArguments,
  connectionOf,
  connectionType,
  countOfList,
  countResolver,
  pageOfList,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Grid, Organization, Person } from '../neighbour/index.ts';
import { SubjectKind } from '../subject/index.ts';
import type { RankingService } from './ranking.service.ts';
import { RankingRow } from './ranking.type.ts';

const RankingConnection = connectionType('RankingRow', () => RankingRow);
export const RankingCountResolver = countResolver(RankingConnection);

@Resolver(() => RankingRow)
export class RankingResolver {
  constructor(private readonly service: RankingService) {}

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
      pageOfList(rows, ({ subjectCode }) => subjectCode, page),
      page,
      countOfList(rows),
    );
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
    description: 'The subject when it is a grid member; null for others.',
  })
  person(@Root() { subjectKind, subjectCode }: RankingRow): Person | null {
    return subjectKind === SubjectKind.MEMBER ? { id: subjectCode } : null;
  }
}
