import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { CappedCount } from '@ecogrid/database';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import {
  PayloadMutation,
  GeoPosition,
  connectionOf,
  connectionType,
  type Connection,
  nestedConnection,
  requireOneKey,
  type GraphContext,
  type NestedConnection,
} from '@ecogrid/subgraph';
import { Category, IntakeChannel, channelOn, type CategoryRepository } from '../codes/index.ts';
import {
  Enterprise,
  Exceedance,
  Grid,
  Organization,
  Outlet,
  Person,
  SupervisedObject,
  personFor,
} from '../neighbours/index.ts';
import {
  AdoptReportInput,
  NestedReportsArguments,
  Report,
  ReportConnection,
  reportFilter,
  type ReportRepository,
  UnregisteredObject,
  unregisteredOf,
} from '../intake/index.ts';
import { Case, isOverdue, placeOf } from './case.entity.ts';
import {
  AcceptCaseInput,
  AmendCaseInput,
  FileCaseInput,
  RecordVerificationInput,
  RejectCaseInput,
  SendCaseToVerifyInput,
} from './case.input.ts';
import type { HistoryRepository } from './history/index.ts';
import { CasesArguments } from './cases.arguments.ts';
import type { CaseRepository } from './case.repository.ts';
import type { CaseService } from './case.service.ts';
import { OfferedCaseAction, caseWorkflow, offeredCaseActions } from './workflow/index.ts';

export const CaseConnection = connectionType('Case', () => Case);
const REFUSALS = 'FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE';

@Resolver(() => Case)
export class CaseMutations {
  constructor(private readonly service: CaseService) {}

  @PayloadMutation('case', () => Case, {
    description: `Adopts a report into a new or a standing case (采纳). For operators. Errors: ${REFUSALS}.`,
  })
  adoptReport(
    @Arg('input', () => AdoptReportInput, { description: 'The report and its target case.' })
    input: AdoptReportInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.adopt(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Has a case verified on site before acceptance (核实). For operators. Errors: ${REFUSALS}.`,
  })
  sendCaseToVerify(
    @Arg('input', () => SendCaseToVerifyInput, { description: 'The case.' }) input: SendCaseToVerifyInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.sendToVerify(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Records the result of the verification on site (核实结论). For the grid member of that grid. Errors: ${REFUSALS}.`,
  })
  recordVerification(
    @Arg('input', () => RecordVerificationInput, { description: 'The case and the outcome.' })
    input: RecordVerificationInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.recordVerification(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Accepts a case (受理). For operators. Errors: ${REFUSALS}.`,
  })
  acceptCase(
    @Arg('input', () => AcceptCaseInput, { description: 'The case.' }) input: AcceptCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.accept(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Does not accept a case, with a reason (不予受理). For operators. Errors: ${REFUSALS}.`,
  })
  rejectCase(
    @Arg('input', () => RejectCaseInput, { description: 'The case and the reason.' }) input: RejectCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.reject(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Writes title, summary and object name of a case (修改案情), until it is closed; the history keeps each wording. For operators. Errors: INPUT_INVALID, ${REFUSALS}.`,
  })
  amendCase(
    @Arg('input', () => AmendCaseInput, { description: 'The case and the new words.' }) input: AmendCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.amend(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Files a case (立案) and starts its business clock; a summary must be written (guard summaryWritten). For shift leaders. Errors: ${REFUSALS}.`,
  })
  fileCase(
    @Arg('input', () => FileCaseInput, {
      description: 'The case; category, urgency and grid if they change.',
    })
    input: FileCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.file(actor, input);
  }
}

@Resolver(() => Case)
export class CaseResolver {
  constructor(
    private readonly cases: CaseRepository,
    private readonly reportsOf: ReportRepository,
    private readonly categories: CategoryRepository,
    private readonly lines: HistoryRepository,
    private readonly clock: Clock,
  ) {}

  @Query(() => Case, {
    name: 'case',
    nullable: true,
    description:
      'A case by exactly one of its keys; null when there is none the actor may see. Errors: INPUT_INVALID.',
  })
  async one(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string,
    @Arg('number', () => String, { nullable: true, description: 'Its number, such as 2026-370871-000123.' })
    number?: string,
  ): Promise<Case | null> {
    const [key, value] = requireOneKey({ id, number });
    return key === 'id' ? context.load(this.cases.byId, value) : this.cases.byNumber(value, context.actor);
  }

  @Query(() => CaseConnection, {
    name: 'cases',
    description:
      'The cases that the actor may see. States, one grid, organization or category, and due times are read from an index; other filters are applied row by row, to at most 1000 rows for a page: such a page may hold fewer than `first` cases while `hasNextPage` is true.',
  })
  async list(
    @Args(() => CasesArguments) args: CasesArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Case>> {
    const filter = { ...args, now: this.clock.now() };
    const count = (upTo: number): Promise<CappedCount> => this.cases.count(filter, args.orderBy, actor, upTo);
    const page = await this.cases.page(filter, args.orderBy, actor, args);
    return connectionOf({ ...page, count }, args);
  }

  @Directive('@tag(name: "personal")')
  @FieldResolver(() => [OfferedCaseAction], {
    description: 'The mutations that would accept it from this actor now (可执行操作).',
  })
  async availableActions(@Root() subject: Case, @Ctx() context: GraphContext): Promise<string[]> {
    const { id, state } = subject;
    const handlerIds = state === 'CHECKING' ? await context.load(this.lines.handlersOf, id) : undefined;
    return offeredCaseActions(caseWorkflow.available(context.actor, { ...subject, handlerIds }));
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it is open beyond its deadline, or was closed late (超期).',
  })
  isOverdue(@Root() subject: Case): boolean {
    return isOverdue(subject, this.clock.now());
  }

  @FieldResolver(() => IntakeChannel, {
    nullable: true,
    description:
      'The way its first report came in, as it was on that day (信息来源); null when the channel was removed.',
  })
  async channel(
    @Root() { channelCode, createdAt }: Case,
    @Ctx() context: GraphContext,
  ): Promise<IntakeChannel | null> {
    const channels = await context.load(this.categories.allChannels, 'ALL');
    return channelOn(channels, channelCode, shanghaiDay(createdAt)) ?? null;
  }

  @FieldResolver(() => Category, {
    nullable: true,
    description: 'The category (问题类别); null until it is determined.',
  })
  category(@Root() { categoryCode }: Case, @Ctx() context: GraphContext): Promise<Category | null> {
    return categoryCode ? context.load(this.categories.byCode, categoryCode) : Promise.resolve(null);
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The grid that holds it (属地); null until it is located. docs/domain.md row 19.',
  })
  grid(@Root() { gridCode }: Case): Grid | null {
    return gridCode ? { code: gridCode } : null;
  }

  @FieldResolver(() => GeoPosition, { nullable: true, description: 'The place; null when it is not known.' })
  place(@Root() subject: Case): GeoPosition | null {
    return placeOf(subject);
  }

  @FieldResolver(() => SupervisedObject, {
    nullable: true,
    description:
      'The object of the register that it is about (监管对象); null when the register does not hold it.',
  })
  supervisedObject(@Root() { supervisedObjectId: id }: Case): SupervisedObject | null {
    return id ? { id } : null;
  }

  @FieldResolver(() => Enterprise, {
    nullable: true,
    description:
      'The enterprise it is about, by the id of its object; null when it is about none that is known.',
  })
  enterprise(@Root() { supervisedObjectId: id, objectKind }: Case): Enterprise | null {
    return id && objectKind === 'ENTERPRISE' ? { id } : null;
  }

  @FieldResolver(() => UnregisteredObject, {
    nullable: true,
    description:
      'The object in the words of the desk, when the register does not hold it (未登记对象); null otherwise.',
  })
  unregisteredObject(@Root() subject: Case): UnregisteredObject | null {
    return unregisteredOf(subject);
  }

  @FieldResolver(() => Outlet, {
    nullable: true,
    description: 'The outlet whose limit was exceeded (排放口); null when no instrument reported.',
  })
  outlet(@Root() { outletId }: Case): Outlet | null {
    return outletId ? { id: outletId } : null;
  }

  @Directive('@listSize(assumedSize: 20)')
  @FieldResolver(() => [Exceedance], {
    nullable: 'items',
    description: 'The newest exceedances adopted into it, at most 20, newest first (超标记录).',
  })
  async exceedances(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Exceedance[]> {
    const ids = await context.load(this.reportsOf.exceedancesOf, id);
    return ids.map((exceedanceId) => ({ id: exceedanceId }));
  }

  // Supervisors see their own reports.
  @Directive('@tag(name: "personal")')
  @FieldResolver(() => ReportConnection, {
    description:
      'The reports adopted into it: a list as `reports` gives it; empty for departments and enterprises.',
  })
  reports(
    @Root() { id: caseId }: Case,
    @Args(() => NestedReportsArguments) args: NestedReportsArguments,
    @Ctx() context: GraphContext,
  ): NestedConnection<Report> {
    const { first, after } = args;
    const filter = { ...reportFilter(args, context.actor), caseId };
    return nestedConnection(
      args,
      () => context.load(this.reportsOf.pagesOf, { filter, page: { first, after } }),
      (upTo) => context.load(this.reportsOf.countsOf, { filter, upTo }),
    );
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that answers for the handling (主办单位); null before dispatch.',
  })
  leadOrganization(@Root() { leadOrganizationCode }: Case): Organization | null {
    return leadOrganizationCode ? { code: leadOrganizationCode } : null;
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The assigned checker (核查人); null before the assignment.',
  })
  checker(@Root() { checkerId }: Case, @Ctx() context: GraphContext): Person | null {
    return personFor(context, checkerId);
  }
}

@Resolver(() => Report)
export class ReportCaseResolver {
  constructor(private readonly cases: CaseRepository) {}

  @FieldResolver(() => Case, {
    name: 'case',
    nullable: true,
    description: 'The case it was adopted into; null before, and for those who may not see the case.',
  })
  of(@Root() { caseId }: Report, @Ctx() context: GraphContext): Promise<Case | null> {
    return caseId ? context.load(this.cases.byId, caseId) : Promise.resolve(null);
  }
}
