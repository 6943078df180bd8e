import os
def sub(p,a,b,c=1):
    s=open(p).read()
    assert a in s,(p,a)
    s=s.replace(a,b,c); open(p,'w').write(s)
def write(p,s):
    os.makedirs(os.path.dirname(p),exist_ok=True); open(p,'w').write(s)
B='subgraphs/cases/src/'
# --- duplicates
p=B+'merge/duplicate.rule.ts'
s=open(p).read()
s=s.replace("/** Cases about one enterprise are at one place","""/** How much like the same matter two cases are; asked of those that could be merged. */
export interface Likeness {
  /** Great-circle distance; null when a place is not known. */
  readonly metres: number | null;
  readonly hours: number;
  readonly isSameEnterprise: boolean;
  /** 100 at the same place and time, 0 at the far edge of both windows. */
  readonly score: number;
}

/** Of a hundred points, what nearness in place weighs; nearness in time weighs the rest. */
const PLACE_POINTS = 60;

export function likenessOf(later: Matter, earlier: Matter, window: Window): Likeness {
  const metres = metresBetween(later, earlier);
  const hours = (later.createdAt.getTime() - earlier.createdAt.getTime()) / HOUR_MS;
  const isSameEnterprise = later.enterpriseId !== null && later.enterpriseId === earlier.enterpriseId;
  const place = isSameEnterprise ? 1 : nearness(metres ?? Infinity, window.duplicateMetres);
  const time = nearness(hours, window.duplicateHours);
  const score = Math.round(PLACE_POINTS * place + (100 - PLACE_POINTS) * time);
  return { metres, hours, isSameEnterprise, score };
}

/** 1 at nothing, 0 at the edge and beyond. */
function nearness(distance: number, edge: number): number {
  return edge > 0 ? Math.max(0, 1 - distance / edge) : Number(distance === 0);
}

/** The likeness in a sentence, in both languages. */
export function explanationOf({ metres, hours, isSameEnterprise, score }: Likeness): { zh: string; en: string } {
  const [far, ago] = [metres === null ? null : Math.round(metres), hours.toFixed(1)];
  const zh = isSameEnterprise ? '同一企业' : `相距 ${far ?? '未知'} 米`;
  const en = isSameEnterprise ? 'the same enterprise' : `${far ?? 'an unknown number of'} metres away`;
  return {
    zh: `类别相同,${zh},早 ${ago} 小时上报;相似度 ${score}`,
    en: `The same category, ${en}, ${ago} hours earlier; score ${score}`,
  };
}

/** Cases about one enterprise are at one place""")
open(p,'w').write(s)
p=B+'merge/duplicate.repository.ts'
s=open(p).read()
a=s.index("  /** Of each case the standing ones"); 
s=s[:a]+'''  /** Of each case the standing ones that it could be merged into, the likeliest first. */
  readonly suggestionsOf: Batch<string, DuplicateSuggestion[]> = async (caseIds, { actor }) => {
    const cases = await this.database.manager.findBy(Case, { id: In(caseIds) });
    const categories = await this.categoriesOf(cases);
    const found = categories.length === 0 ? [] : await this.candidates(cases, categories).getMany();
    const candidates = found.filter((row) => canReadCase(actor, row));
    return caseIds.map((id) => {
      const subject = cases.find((each) => each.id === id);
      const category = categories.find(({ code }) => code === subject?.categoryCode);
      return subject && category ? likeliest(subject, candidates, category) : [];
    });
  };

  /** The newest standing cases in the windows of these: one range of the index by category and time for each category. */
  candidates(cases: readonly Case[], categories: readonly Category[]): SelectQueryBuilder<Case> {
    const where = categories.map(({ code, duplicateHours }) => {
      const times = cases.filter(({ categoryCode }) => categoryCode === code).map(({ createdAt }) => Number(createdAt));
      const since = new Date(Math.min(...times) - duplicateHours * HOUR_MS);
      const standing = Not(In([...ENDED_STATES]));
      return { categoryCode: code, createdAt: Between(since, new Date(Math.max(...times))), state: standing };
    });
    return this.database.manager
      .createQueryBuilder(Case, 'item')
      .setFindOptions({ where, order: { createdAt: 'DESC' }, take: LOOKED_THROUGH });
  }

  private categoriesOf(cases: readonly Case[]): Promise<Category[]> {
    const codes = cases.map(({ categoryCode }) => categoryCode).filter((code) => code !== null);
    return this.database.manager.findBy(Category, { code: In(codes) });
  }
}

function likeliest(subject: Case, candidates: readonly Case[], category: Category): DuplicateSuggestion[] {
  return candidates
    .filter((other) => refusalToMerge(subject, other, category) === null)
    .map((other) => ({ case: other, ...likenessOf(subject, other, category) }))
    .toSorted((one, other) => other.score - one.score || Number(one.case.createdAt) - Number(other.case.createdAt))
    .slice(0, SHOWN);
}
'''
s=s.replace("import { Between, In, Not } from 'typeorm';","import { Between, In, Not, type SelectQueryBuilder } from 'typeorm';")
s=s.replace("import { metresBetween, refusalToMerge } from './duplicate.rule.ts';","import { likenessOf, refusalToMerge } from './duplicate.rule.ts';\nimport type { DuplicateSuggestion } from './duplicate.type.ts';")
open(p,'w').write(s)
write(B+'merge/duplicate.type.ts','''import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Case } from '../case/index.ts';

@ObjectType({ description: 'An earlier case that may be the same matter, and how likely it is (疑似重复).' })
export class DuplicateSuggestion {
  @Field(() => Case, { description: 'The earlier case.' })
  case!: Case;

  @Field(() => Int, {
    description:
      'How like it is, 0 to 100 (相似度): 60 for nearness in place, 40 for nearness in time, each measured by the window of the category.',
  })
  score!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Metres between the two (距离); null when a place is not known: they are about one enterprise.',
  })
  metres!: number | null;

  @Field(() => Float, { description: 'Hours by which it was opened earlier (时间差).' })
  hours!: number;

  @Field(() => Boolean, { description: 'Whether both are about one enterprise, and so at one place (同一企业).' })
  isSameEnterprise!: boolean;
}
''')
p=B+'merge/merge.resolver.ts'
s=open(p).read()
a=s.index("  @FieldResolver(() => [Case], {\n    description:\n      'Up to 10")
s=s[:a]+'''  @FieldResolver(() => [DuplicateSuggestion], {
    description:
      'Up to 10 earlier standing cases that it could be merged into, the likeliest first (疑似重复): of its category, within its distance and time.',
  })
  duplicateSuggestions(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<DuplicateSuggestion[]> {
    return context.load(this.duplicates.suggestionsOf, id);
  }
}

@Resolver(() => DuplicateSuggestion)
export class DuplicateSuggestionResolver {
  @FieldResolver(() => String, { description: 'The whole in a sentence, in Chinese (说明).' })
  explanationZh(@Root() suggestion: DuplicateSuggestion): string {
    return explanationOf(suggestion).zh;
  }

  @FieldResolver(() => String, { description: 'The whole in a sentence, in English.' })
  explanationEn(@Root() suggestion: DuplicateSuggestion): string {
    return explanationOf(suggestion).en;
  }
}
'''
s=s.replace("import type { DuplicateRepository }","import { explanationOf } from './duplicate.rule.ts';\nimport { DuplicateSuggestion } from './duplicate.type.ts';\nimport type { DuplicateRepository }")
open(p,'w').write(s)
sub(B+'merge/index.ts',"export { MergeResolver }","export { DuplicateSuggestionResolver, MergeResolver }")
for f in ('schema.ts','start.ts'): sub(B+f,"import { MergeResolver }","import { DuplicateSuggestionResolver, MergeResolver }")
sub(B+'schema.ts',"    MergeResolver,\n","    MergeResolver,\n    DuplicateSuggestionResolver,\n    CaseCreditResolver,\n")
sub(B+'start.ts',"    new MergeResolver(","    new DuplicateSuggestionResolver(),\n    new CaseCreditResolver(parts.credits),\n    new MergeResolver(")
for f in ('schema.ts','start.ts'): sub(B+f,"  CaseHistoryResolver,\n","  CaseCreditResolver,\n  CaseHistoryResolver,\n")
# --- credit
write(B+'case/credit.repository.ts','''import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Report, canReadReport } from '../report/index.ts';

/** A case with all that was merged into it, and of each the report that came in first. */
const FIRST_REPORTS = (cases: number): string => `
  WITH RECURSIVE matter (root, id) AS (
    SELECT id, id FROM supervision_case WHERE id IN (${Array.from({ length: cases }, () => '?').join(', ')})
    UNION ALL
    SELECT matter.root, merged.id FROM supervision_case merged JOIN matter ON merged.merged_into_id = matter.id
  )
  SELECT matter.root AS root, (
    SELECT report.id FROM report WHERE report.case_id = matter.id ORDER BY report.received_at, report.id LIMIT 1
  ) AS report FROM matter`;

interface Found {
  readonly root: string;
  readonly report: string | null;
}

/**
 * Who reported a matter first, whatever was adopted or merged in which order. It is worked out when it is asked for, so
 * that what is merged and parted again needs no second book.
 */
export class CreditRepository {
  constructor(private readonly database: Database) {}

  /** For those only who may read that report. */
  readonly ofCases: Batch<string, Report | null> = async (caseIds, { actor }) => {
    const credited = await this.first(caseIds);
    return credited.map((report) => (report && canReadReport(actor, report) ? report : null));
  };

  async of(caseId: string): Promise<Report | null> {
    const [report] = await this.first([caseId]);
    return report ?? null;
  }

  private async first(caseIds: readonly string[]): Promise<Array<Report | null>> {
    const { manager } = this.database;
    const found = await manager.query<Found[]>(FIRST_REPORTS(caseIds.length), [...caseIds]);
    const ids = found.map(({ report }) => report).filter((id) => id !== null);
    const reports = new Map((await manager.findBy(Report, { id: In(ids) })).map((each) => [each.id, each]));
    const earliest = found.flatMap(({ root, report }) => {
      const known = reports.get(report ?? '');
      return known ? [{ root, report: known }] : [];
    });
    // The last of a key is kept: the earliest must come last.
    earliest.sort((one, other) => order(other.report, one.report));
    return inKeyOrder(caseIds, earliest, ({ root }) => root).map((each) => each?.report ?? null);
  }
}

function order(one: Report, other: Report): number {
  return one.receivedAt.getTime() - other.receivedAt.getTime() || (one.id < other.id ? -1 : 1);
}
''')
write(B+'case/case-credit.resolver.ts','''import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Report } from '../report/index.ts';
import { Case } from './case.entity.ts';
import type { CreditRepository } from './credit.repository.ts';

@Resolver(() => Case)
export class CaseCreditResolver {
  constructor(private readonly credits: CreditRepository) {}

  // Supervisors see what they themselves reported.
  @Directive('@tag(name: "personal")')
  @FieldResolver(() => Report, {
    nullable: true,
    description:
      'The report that came in first, of this case and of all that was merged into it: its reporter has the credit (首报人). Null for those who may not read it, such as departments, to whom reporters stay unknown.',
  })
  creditedReport(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Report | null> {
    return context.load(this.credits.ofCases, id);
  }
}
''')
sub(B+'case/index.ts',"export { CaseHistoryResolver }","export { CaseCreditResolver } from './case-credit.resolver.ts';\nexport { CreditRepository } from './credit.repository.ts';\nexport { CaseHistoryResolver }")
sub(B+'parts.ts',"    cases: new CaseRepository(database),","    cases: new CaseRepository(database),\n    credits: new CreditRepository(database),")
sub(B+'parts.ts',"CaseService, ExceedanceIntake","CaseService, CreditRepository, ExceedanceIntake")
p=B+'case/case.service.ts'
sub(p,"      enterpriseId,\n      reporterId,\n      createdAt,","      enterpriseId,\n      createdAt,")
sub(p,"    await changes.tell('CaseFiled', filed, { ...said, reporterId, isOnTime });","    const reporterId = (await credits.of(caseId))?.reporterId ?? null;\n    await changes.tell('CaseFiled', filed, { ...said, reporterId, isOnTime });")
sub(p,"    const { changes, categories } = this.parts;\n    const {\n      id: caseId","    const { changes, categories, credits } = this.parts;\n    const {\n      id: caseId")
sub(p,"  readonly locator: GridLocator;\n","  readonly locator: GridLocator;\n  readonly credits: CreditRepository;\n")
sub(p,"import type { CaseAdoption }","import type { CreditRepository } from './credit.repository.ts';\nimport type { CaseAdoption }")
p=B+'report/report.entity.ts'
sub(p,"@Index('ix_report_case', ['caseId'])","@Index('ix_report_case_received', ['caseId', 'receivedAt'])")
write(B+'migrations/1767225630002-first-reports.ts','''import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The reports of a case by the time they came in: the first has the credit. */
export class FirstReports1767225630002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ix_report_case_received ON report (case_id, received_at)');
    await runner.dropIndex('report', 'ix_report_case');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ix_report_case ON report (case_id)');
    await runner.dropIndex('report', 'ix_report_case_received');
  }
}
''')
open(B+'migrations/index.ts','a').write("export { FirstReports1767225630002 } from './1767225630002-first-reports.ts';\n")
s=open(B+'model.ts').read()
s=s.replace("  RoutingAndGuidelines1767225630001,\n","  RoutingAndGuidelines1767225630001,\n  FirstReports1767225630002,\n",1).replace("    RoutingAndGuidelines1767225630001,\n","    RoutingAndGuidelines1767225630001,\n    FirstReports1767225630002,\n",1)
open(B+'model.ts','w').write(s)
# --- review
write(B+'report/levels.rule.ts','''import type { Actor, Role } from '@ecogrid/identity';
import type { ReviewLevel } from '../category/index.ts';

type Level = keyof typeof ReviewLevel;

/** Whose gate each level is, from below. */
export const REVIEWERS: Readonly<Record<Level, Role>> = {
  UNIT: 'GRID_MEMBER',
  STREET: 'GRID_HEAD',
  ZONE: 'OPERATOR',
};
const FROM_BELOW: readonly Level[] = ['UNIT', 'STREET'];

/**
 * The levels that a report owes: those of its channel above the reporter's own. Nobody is the gate for what they report
 * themselves; where no level is above them, the desk is.
 */
export function levelsOwed(levels: readonly Level[], { roles }: Pick<Actor, 'roles'>): Level[] {
  const own = FROM_BELOW.findLastIndex((level) => roles.includes(REVIEWERS[level]));
  const above = levels.filter((level) => level === 'ZONE' || FROM_BELOW.indexOf(level) > own);
  return levels.length > 0 && above.length === 0 ? ['ZONE'] : above;
}
''')
p=B+'report/report.workflow.ts'
s=open(p).read()
a=s.index("const REVIEWERS:"); b=s.index("/** The level whose turn")
s=s[:a]+s[b:]
s=s.replace("import { coversGrid, type Actor, type Role } from '@ecogrid/identity';","import { coversGrid, personOf, type Actor } from '@ecogrid/identity';")
s=s.replace("import type { Report } from './report.entity.ts';","import { REVIEWERS } from './levels.rule.ts';\nimport type { Report } from './report.entity.ts';")
s=s.replace("  return actor.roles.includes(REVIEWERS[level]) && (level === 'ZONE' || inOwnGrid(actor, report));","""  const isTheirs = actor.roles.includes(REVIEWERS[level]) && (level === 'ZONE' || inOwnGrid(actor, report));
  return isTheirs && !isOwn(actor, report);""")
s=s.replace("function inOwnGrid","""/** The rule truly turns on the person: nobody is the gate for what they report themselves. */
function isOwn(actor: Actor, { reporterId }: ReportFacts): boolean {
  return reporterId !== null && reporterId === personOf(actor);
}

function inOwnGrid""")
s=s.replace("  'gridCode' | 'reviewLevels'","  'gridCode' | 'reporterId' | 'reviewLevels'")
open(p,'w').write(s)
p=B+'report/report.resolver.ts'
s=open(p).read()
s=s.replace("""  @FieldResolver(() => [ReportAction], {""","""  @Directive('@tag(name: "personal")')
  @FieldResolver(() => [ReportAction], {""").replace("  Ctx,\n  Field,\n","  Ctx,\n  Directive,\n  Field,\n",1)
open(p,'w').write(s)
p=B+'report/report.intake.ts'
sub(p,"      reporterId: personOf(actor),\n    };","      reporterId: personOf(actor),\n      reviewLevels: levelsOwed(channel.reviewLevels, actor),\n    };")
sub(p,"import { unmetDemands }","import { levelsOwed } from './levels.rule.ts';\nimport { unmetDemands }")
s=open(B+'workflow.test.ts').read()
s=s.replace("        gridCode: GRID,\n        reviewLevels","        gridCode: GRID,\n        reporterId: null,\n        reviewLevels")
open(B+'workflow.test.ts','w').write(s)
# --- tests: merge
p=B+'merge.test.ts'
s=open(p).read()
s=s.replace("return (found as Array<{ id: string }>).map(({ id }) => id);","return (found as Array<{ case: { id: string } }>).map((each) => each.case.id);")
open(p,'w').write(s)
