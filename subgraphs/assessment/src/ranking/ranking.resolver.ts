import { Arg, Ctx, FieldResolver, Query, Resolver, Root, Directive } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Grid, Organization, Person } from '../neighbour/index.ts';
import { SubjectKind } from '../subject/index.ts';
import type { RankingService } from './ranking.service.ts';
import { RankingRow } from './ranking.type.ts';

@Resolver(() => RankingRow)
export class RankingResolver {
  constructor(private readonly service: RankingService) {}

  @Directive('@listSize(assumedSize: 500)')
  @Query(() => [RankingRow], {
    description:
      'The ranking of a peer group as it stands now, the best first (排名). Only rows that the actor may see; empty for periods without a rule set. Errors: INPUT_INVALID.',
  })
  ranking(
    @Arg('subjectKind', () => SubjectKind, { description: 'The peer group: all subjects of this kind.' })
    kind: SubjectKind,
    @Ctx() context: GraphContext,
    @Arg('period', () => String, {
      nullable: true,
      description: 'A month such as 2026-11; absent for the current one.',
    })
    period?: string,
  ): Promise<RankingRow[]> {
    return this.service.of(kind, period, context);
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
