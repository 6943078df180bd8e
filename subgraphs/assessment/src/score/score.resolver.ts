import { Arg, Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { PageArguments, connectionOf, type Connection, type GraphContext } from '@ecogrid/subgraph';
import { ScoreEntryConnection, type LedgerRepository, type ScoreEntry } from '../ledger/index.ts';
import { Grid, Organization, Person } from '../neighbours/index.ts';
import { Period, type PeriodRepository } from '../period/index.ts';
import { SubjectKind, shownCode, type SubjectRepository } from '../subject/index.ts';
import type { ScoreService } from './score.service.ts';
import { Score, ScoreExplanation } from './score.type.ts';

const WHICH_PERIOD = { nullable: true, description: 'A month such as 2026-11; absent for the current one.' };

@Resolver(() => Organization)
export class OrganizationScoreResolver {
  constructor(private readonly scores: ScoreService) {}

  @FieldResolver(() => Score, {
    nullable: true,
    description:
      'Score of a department, or of the street whose office or platform this is (部门得分). Null for other organizations, for periods without a rule set, and for those who may not read it. Errors: INPUT_INVALID.',
  })
  score(
    @Root() { code }: Organization,
    @Ctx() context: GraphContext,
    @Arg('period', () => String, WHICH_PERIOD) period?: string,
  ): Promise<Score | null> {
    return this.scores.ofOrganization(code, period, context);
  }
}

@Resolver(() => Grid)
export class GridScoreResolver {
  constructor(private readonly scores: ScoreService) {}

  @FieldResolver(() => Score, {
    nullable: true,
    description:
      'Score of a unit grid, or of the street for a street grid (网格得分). Null for the zone, for periods without a rule set, and for those who may not read it. Errors: INPUT_INVALID.',
  })
  score(
    @Root() { code }: Grid,
    @Ctx() context: GraphContext,
    @Arg('period', () => String, WHICH_PERIOD) period?: string,
  ): Promise<Score | null> {
    return this.scores.ofGrid(code, period, context);
  }
}

@Resolver(() => Person)
export class PersonScoreResolver {
  constructor(private readonly scores: ScoreService) {}

  @Directive('@tag(name: "personal")')
  @FieldResolver(() => Score, {
    nullable: true,
    description:
      'Score as a grid member (网格员得分). Null for people who were none in the period, for periods without a rule set, and for those who may not read it: a grid member reads their own. Errors: INPUT_INVALID.',
  })
  score(
    @Root() { id }: Person,
    @Ctx() context: GraphContext,
    @Arg('period', () => String, WHICH_PERIOD) period?: string,
  ): Promise<Score | null> {
    return this.scores.ofPerson(id, period, context);
  }
}

@Resolver(() => Score)
export class ScoreResolver {
  constructor(
    private readonly scores: ScoreService,
    private readonly periods: PeriodRepository,
    private readonly subjects: SubjectRepository,
  ) {}

  @Query(() => ScoreExplanation, {
    nullable: true,
    description:
      'How the score of a subject comes about (得分说明). Null when the subject is not assessed in the period or not the actor’s to read. Errors: INPUT_INVALID.',
  })
  explainScore(
    @Arg('subjectKind', () => SubjectKind, { description: 'The kind of the subject (考核对象类别).' })
    kind: SubjectKind,
    @Arg('subjectCode', () => String, {
      description: 'Organization code, grid code or person id, as the kind says.',
    })
    code: string,
    @Ctx() context: GraphContext,
    @Arg('period', () => String, WHICH_PERIOD) period?: string,
  ): Promise<ScoreExplanation | null> {
    return this.scores.explain({ kind, code }, period, context);
  }

  @FieldResolver(() => String, {
    name: 'subjectCode',
    nullable: true,
    description:
      'The subject: organization code, grid code or person id, as the kind says; null of a person that the actor may not see.',
  })
  shownSubject(
    @Root() { subjectKind: kind, subjectCode: code }: Score,
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
    @Root() { subjectKind: kind, subjectCode: code }: Score,
    @Ctx() context: GraphContext,
  ): Promise<string | null> {
    return this.subjects.pseudonymOfSubject({ kind, code }, context);
  }

  @FieldResolver(() => Period, { description: 'The period.' })
  period(@Root() { periodCode }: Score, @Ctx() context: GraphContext): Promise<Period> {
    return context.load(this.periods.byCode, periodCode);
  }
}

@Resolver(() => ScoreExplanation)
export class ScoreLinesResolver {
  constructor(private readonly entries: LedgerRepository) {}

  @FieldResolver(() => ScoreEntryConnection, {
    description:
      'The entries of the period in the order of posting: rule with its text, points, inputs, and the case or ticket of each.',
  })
  async lines(
    @Root() { score }: ScoreExplanation,
    @Args(() => PageArguments) page: PageArguments,
  ): Promise<Connection<ScoreEntry>> {
    const { subjectKind: kind, subjectCode: code, periodCode } = score;
    return connectionOf(await this.entries.linesOf({ kind, code }, periodCode, page), page);
  }
}
