import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Problem } from '@ecogrid/errors';
import { gridsOf, hasRole, personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import type { CampaignRepository, CategoryRepository, IntakeChannel } from '../../codes/index.ts';
import type { GridLocator, GridMatch, KnownObject, ProjectionRepository } from '../../neighbours/index.ts';
import { unmetDemands } from './demands.rule.ts';
import { mayBeUnguessable } from './key-strength.rule.ts';
import { levelsOwed, officesOf } from './levels.rule.ts';
import type { Position } from '@ecogrid/territory';
import type { Report } from './report.entity.ts';
import type { SubmitReportInput } from './report.input.ts';

const SUBMIT = term('submitReport', '上报', 'submit a report');

interface Parts {
  readonly categories: CategoryRepository;
  readonly campaigns: CampaignRepository;
  readonly locator: GridLocator;
  readonly projections: ProjectionRepository;
  readonly clock: Clock;
}

/** The rows that decide the fate of an input. */
export interface IntakeFacts {
  /** The channels that take reports today, in the order in which they are looked through. */
  readonly channels: readonly IntakeChannel[];
  readonly isCategoryKnown: boolean;
  readonly isCampaignRunning: boolean;
  readonly object: KnownObject | null;
  /** The grid of the place, otherwise of the object, otherwise of the reporter; null without any of them. */
  readonly gridMatch: GridMatch | null;
}

/** Reads the facts of a new report. */
export class ReportIntake {
  constructor(private readonly parts: Parts) {}

  async facts(actor: Actor, input: SubmitReportInput): Promise<IntakeFacts> {
    const { categories, campaigns, projections, clock } = this.parts;
    const { categoryCode, campaignCode } = input;
    const supervisedObjectId = input.object?.id;
    const today = shanghaiDay(clock.now());
    const object = supervisedObjectId ? await projections.object(supervisedObjectId) : null;
    return {
      channels: await categories.channels(today),
      isCategoryKnown: !categoryCode || (await categories.effective(categoryCode, today)) !== null,
      isCampaignRunning: !campaignCode || (await campaigns.running(campaignCode, today)) !== null,
      object,
      gridMatch: await this.locate(actor, input, object),
    };
  }

  private async locate(
    actor: Actor,
    { place }: SubmitReportInput,
    object: KnownObject | null,
  ): Promise<GridMatch | null> {
    const { locator } = this.parts;
    if (place) return locator.match(place, 'PLACE');
    if (object) return locator.match(object, 'OBJECT');
    const [own] = gridsOf(actor, 'GRID_MEMBER', 'GRID_HEAD', 'STREET_STAFF', 'SUPERVISOR');
    return own ? locator.find(own, 'REPORTER', null) : null;
  }
}

/** The channel of a report. @throws EcoGridError IDEMPOTENCY_KEY_WEAK or FORBIDDEN. */
export function channelFor(actor: Actor, { channels }: IntakeFacts, input: SubmitReportInput): IntakeChannel {
  requireUnguessable(actor, input);
  requireOwnLevel(actor, input);
  const { channelCode } = input;
  const theirs = channels.filter((each) => each.isOpen || mayReportThrough(actor, each));
  const channel = channelCode ? theirs.find(({ code }) => code === channelCode) : theirs[0];
  if (!channel) throw new EcoGridError('FORBIDDEN', { action: SUBMIT, channelCode: channelCode ?? null });
  return channel;
}

/** The report that an input becomes. @throws EcoGridError NOT_FOUND, INPUT_INVALID or PLACE_OUTSIDE. */
export function draftOf(
  actor: Actor,
  facts: IntakeFacts,
  channel: IntakeChannel,
  input: SubmitReportInput,
  now: Date,
): Report {
  const { object, gridMatch } = facts;
  requireKnown(facts, input);
  requireDemands(channel, input, object);
  requireInside(gridMatch, input.place ?? object);
  return {
    ...fresh(channel, now),
    ...said(input),
    observedAt: observed(input, now),
    ...about(object),
    gridCode: gridMatch?.gridCode ?? null,
    gridMatch,
    longitude: input.place?.longitude ?? object?.longitude ?? null,
    latitude: input.place?.latitude ?? object?.latitude ?? null,
    objectKind: object?.kind ?? input.object?.kind ?? null,
    objectName: object?.name ?? input.object?.name ?? null,
    reporterId: personOf(actor),
    reviewLevels: levelsOwed(channel.reviewLevels, officesOf(actor, gridMatch?.gridCode ?? null)),
  };
}

function requireKnown(facts: IntakeFacts, { categoryCode, campaignCode, object }: SubmitReportInput): void {
  if (!facts.isCategoryKnown) throw new EcoGridError('NOT_FOUND', { thing: 'category', id: categoryCode });
  if (!facts.isCampaignRunning) throw new EcoGridError('NOT_FOUND', { thing: 'campaign', id: campaignCode });
  const supervisedObjectId = object?.id;
  if (supervisedObjectId && !facts.object)
    throw new EcoGridError('NOT_FOUND', { thing: 'supervisedObject', id: supervisedObjectId });
}

function requireInside(match: GridMatch | null, place: Position | null): void {
  if (match || !place) return;
  throw new EcoGridError('PLACE_OUTSIDE', { longitude: place.longitude, latitude: place.latitude });
}

/** Clocks of telephones differ a little from ours. */
const CLOCK_MS = 5 * 60_000;
/** A telephone that was without a network for longer has not kept a report for so long. */
const OLDEST_DAYS = 90;
const DAY_MS = 86_400_000;

/** When it was observed; a clock that is slightly ahead means now. @throws EcoGridError INPUT_INVALID. */
function observed({ observedAt }: SubmitReportInput, now: Date): Date {
  if (!observedAt) return now;
  const age = now.getTime() - observedAt.getTime();
  const path = 'input.observedAt';
  if (age < -CLOCK_MS)
    throw new EcoGridError('INPUT_INVALID', { problems: [{ path, problem: 'inTheFuture' }] });
  if (age > OLDEST_DAYS * DAY_MS)
    throw new EcoGridError('INPUT_INVALID', { problems: [{ path, problem: 'tooOld', days: OLDEST_DAYS }] });
  return age < 0 ? now : observedAt;
}

/** A channel is open to a role, wherever it is held: a matter elsewhere may be reported too. */
function mayReportThrough({ rights }: Actor, { reporterRoles }: IntakeChannel): boolean {
  return rights.some(({ role }) => reporterRoles.includes(role));
}

function requireDemands(channel: IntakeChannel, input: SubmitReportInput, object: KnownObject | null): void {
  const { place, object: said, placeDescription } = input;
  const nothing: Problem[] =
    place || said || placeDescription
      ? []
      : [{ path: 'input.place, input.object, input.placeDescription', problem: 'required' }];
  if (said && !said.id && !said.kind)
    nothing.push({ path: 'input.object.id, input.object.kind', problem: 'required' });
  const isLocated = Boolean(input.place ?? object);
  const problems = [...nothing, ...unmetDemands(channel, { ...input, isLocated })];
  if (problems.length > 0) throw new EcoGridError('INPUT_INVALID', { problems });
}

/** The city and the province assign in their own name; the desk records any superior authority. */
function requireOwnLevel(actor: Actor, { superior }: SubmitReportInput): void {
  if (!superior || hasRole(actor, 'OPERATOR', superior.level === 'MINISTRY' ? 'OPERATOR' : superior.level))
    return;
  throw new EcoGridError('FORBIDDEN', { action: SUBMIT, superiorLevel: superior.level });
}

function said(input: SubmitReportInput) {
  return {
    description: input.description,
    categoryCode: input.categoryCode ?? null,
    placeDescription: input.placeDescription ?? null,
    superiorLevel: input.superior?.level ?? null,
    superiorDocument: input.superior?.documentNumber ?? null,
    campaignCode: input.campaignCode ?? null,
    cameraId: input.cameraId ?? null,
  };
}

function about(object: KnownObject | null) {
  return { supervisedObjectId: object?.id ?? null, enterpriseCode: object?.creditCode ?? null };
}

/** Only the key of an anonymous caller identifies a retry. */
function requireUnguessable({ kind }: Actor, { idempotencyKey }: SubmitReportInput): void {
  if (kind === 'PUBLIC' && !mayBeUnguessable(idempotencyKey)) throw new EcoGridError('IDEMPOTENCY_KEY_WEAK');
}

/** The initial state of every report of a channel. */
export function fresh(channel: IntakeChannel, receivedAt: Date): Report {
  return {
    id: newId(),
    state: 'RECEIVED',
    version: 1,
    channelCode: channel.code,
    categoryCode: null,
    description: '',
    gridCode: null,
    gridMatch: null,
    streetCode: null,
    longitude: null,
    latitude: null,
    placeDescription: null,
    objectKind: null,
    objectName: null,
    supervisedObjectId: null,
    enterpriseCode: null,
    outletId: null,
    pollutantCode: null,
    exceedanceId: null,
    superiorLevel: null,
    superiorDocument: null,
    campaignCode: null,
    cameraId: null,
    reporterId: null,
    caseId: null,
    reviewLevels: [...channel.reviewLevels],
    reviewsDone: 0,
    reviewerIds: [],
    isDeclined: false,
    needsVerification: channel.needsReportVerification,
    verification: null,
    rejectionReason: null,
    observedAt: receivedAt,
    receivedAt,
  };
}
