import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Problem } from '@ecogrid/errors';
import { gridsOf, hasRole, personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import type { CampaignRepository, CategoryRepository, IntakeChannel } from '../../codes/index.ts';
import type {
  GridLocator,
  GridMatch,
  KnownEnterprise,
  ProjectionRepository,
} from '../../neighbours/index.ts';
import { unmetDemands } from './demands.rule.ts';
import { mayBeUnguessable } from './key-strength.rule.ts';
import { levelsOwed, officesOf } from './levels.rule.ts';
import type { Report } from './report.entity.ts';
import type { SubmitReportInput } from './report.input.ts';

const SUBMIT = term('submitReport', '上报');

interface Parts {
  readonly categories: CategoryRepository;
  readonly campaigns: CampaignRepository;
  readonly locator: GridLocator;
  readonly projections: ProjectionRepository;
  readonly clock: Clock;
}

/** Creates a report from an input. */
export class ReportIntake {
  constructor(private readonly parts: Parts) {}

  /** @throws EcoGridError IDEMPOTENCY_KEY_WEAK, FORBIDDEN, NOT_FOUND, PLACE_OUTSIDE or INPUT_INVALID. */
  async draft(actor: Actor, input: SubmitReportInput): Promise<Report> {
    requireUnguessable(actor, input);
    requireOwnLevel(actor, input);
    const channel = await this.channelFor(actor, input.channelCode);
    await this.requireCategory(input.categoryCode);
    await this.requireCampaign(input.campaignCode);
    const enterprise = await this.enterprise(input.object?.enterpriseId);
    requireDemands(channel, input, enterprise);
    const gridMatch = await this.locate(actor, input, enterprise);
    return {
      ...fresh(channel, this.parts.clock.now()),
      ...said(input),
      ...about(enterprise),
      gridCode: gridMatch?.gridCode ?? null,
      gridMatch,
      longitude: input.place?.longitude ?? enterprise?.longitude ?? null,
      latitude: input.place?.latitude ?? enterprise?.latitude ?? null,
      objectName: enterprise?.name ?? input.object?.name ?? null,
      reporterId: personOf(actor),
      reviewLevels: levelsOwed(channel.reviewLevels, officesOf(actor, gridMatch?.gridCode ?? null)),
    };
  }

  private async channelFor(actor: Actor, code: string | undefined): Promise<IntakeChannel> {
    const channels = await this.parts.categories.channels(this.today());
    const theirs = channels.filter((each) => each.isOpen || mayReportThrough(actor, each));
    const channel = code ? theirs.find((each) => each.code === code) : theirs[0];
    if (!channel) throw new EcoGridError('FORBIDDEN', { action: SUBMIT, channelCode: code ?? null });
    return channel;
  }

  private async requireCategory(code: string | undefined): Promise<void> {
    if (code && !(await this.parts.categories.effective(code, this.today()))) {
      throw new EcoGridError('NOT_FOUND', { thing: 'category', id: code });
    }
  }

  private async requireCampaign(code: string | undefined): Promise<void> {
    if (code && !(await this.parts.campaigns.running(code, this.today()))) {
      throw new EcoGridError('NOT_FOUND', { thing: 'campaign', id: code });
    }
  }

  private async enterprise(id: string | undefined): Promise<KnownEnterprise | null> {
    const known = id ? await this.parts.projections.enterprise(id) : null;
    if (id && !known) throw new EcoGridError('NOT_FOUND', { thing: 'enterprise', id });
    return known;
  }

  /** The grid of the place, else of the enterprise, else the reporter's own; null without any of them. */
  private async locate(
    actor: Actor,
    { place }: SubmitReportInput,
    enterprise: KnownEnterprise | null,
  ): Promise<GridMatch | null> {
    const { locator } = this.parts;
    if (place) return locator.locate(place, 'PLACE');
    if (enterprise) return locator.locate(enterprise, 'OBJECT');
    const [own] = gridsOf(actor, 'GRID_MEMBER', 'GRID_HEAD', 'STREET_STAFF', 'SUPERVISOR');
    return own ? locator.named(own, 'REPORTER', null) : null;
  }

  private today(): string {
    return shanghaiDay(this.parts.clock.now());
  }
}

/** A channel is open to a role, wherever it is held: what is seen elsewhere may be reported too. */
function mayReportThrough({ rights }: Actor, { reporterRoles }: IntakeChannel): boolean {
  return rights.some(({ role }) => reporterRoles.includes(role));
}

function requireDemands(
  channel: IntakeChannel,
  input: SubmitReportInput,
  enterprise: KnownEnterprise | null,
): void {
  const nothing: Problem[] =
    input.place || input.object ? [] : [{ path: 'input.place, input.object', problem: 'required' }];
  const isLocated = Boolean(input.place ?? enterprise);
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
    objectKind: input.object?.kind ?? null,
    superiorLevel: input.superior?.level ?? null,
    superiorDocument: input.superior?.documentNumber ?? null,
    campaignCode: input.campaignCode ?? null,
    cameraId: input.cameraId ?? null,
  };
}

function about(enterprise: KnownEnterprise | null) {
  return { enterpriseId: enterprise?.id ?? null, enterpriseCode: enterprise?.creditCode ?? null };
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
    enterpriseId: null,
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
    receivedAt,
  };
}
