import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { hasRole, personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import type { GridProjection } from '@ecogrid/territory';
import type { CategoryRepository, IntakeChannel } from '../category/index.ts';
import { type KnownEnterprise, type ProjectionRepository } from '../territory/index.ts';
import type { Report } from './report.entity.ts';
import type { SubmitReportInput } from './report.input.ts';

interface Parts {
  readonly categories: CategoryRepository;
  readonly grids: GridProjection;
  readonly projections: ProjectionRepository;
  readonly clock: Clock;
}

/** 128 bits in base64url: the key of somebody unknown is all that proves a retry, so it must not be guessed. */
const PUBLIC_KEY_LENGTH = 22;

/** Makes a report of what somebody sends. */
export class ReportIntake {
  constructor(private readonly parts: Parts) {}

  /** @throws EcoGridError FORBIDDEN, NOT_FOUND, PLACE_OUTSIDE or INPUT_INVALID. */
  async draft(actor: Actor, input: SubmitReportInput): Promise<Report> {
    requireUnguessable(actor, input);
    const channel = await this.channelFor(actor, input.channelCode);
    await this.requireCategory(input.categoryCode);
    const enterprise = await this.enterprise(input.object?.enterpriseId);
    const gridCode = await this.locate(actor, input, enterprise);
    return {
      ...fresh(channel, this.parts.clock.now()),
      description: input.description,
      categoryCode: input.categoryCode ?? null,
      gridCode,
      longitude: input.place?.longitude ?? enterprise?.longitude ?? null,
      latitude: input.place?.latitude ?? enterprise?.latitude ?? null,
      placeDescription: input.placeDescription ?? null,
      objectKind: input.object?.kind ?? null,
      objectName: enterprise?.name ?? input.object?.name ?? null,
      enterpriseId: enterprise?.id ?? null,
      enterpriseCode: enterprise?.creditCode ?? null,
      reporterId: personOf(actor),
    };
  }

  private async channelFor(actor: Actor, code: string | undefined): Promise<IntakeChannel> {
    const channels = await this.parts.categories.channels();
    const theirs = channels.filter(({ isOpen, reporterRoles }) => isOpen || hasRole(actor, ...reporterRoles));
    const channel = code ? theirs.find((each) => each.code === code) : theirs[0];
    if (!channel) throw new EcoGridError('FORBIDDEN', { action: `report through ${code ?? 'any channel'}` });
    return channel;
  }

  private async requireCategory(code: string | undefined): Promise<void> {
    const day = shanghaiDay(this.parts.clock.now());
    if (code && !(await this.parts.categories.effective(code, day))) {
      throw new EcoGridError('NOT_FOUND', { thing: 'category', id: code });
    }
  }

  private async enterprise(id: string | undefined): Promise<KnownEnterprise | null> {
    const known = id ? await this.parts.projections.enterprise(id) : null;
    if (id && !known) throw new EcoGridError('NOT_FOUND', { thing: 'enterprise', id });
    return known;
  }

  /** The grid of the place, else of the enterprise, else the reporter's own; null when nothing tells. */
  private async locate(
    actor: Actor,
    { place, object }: SubmitReportInput,
    enterprise: KnownEnterprise | null,
  ): Promise<string | null> {
    if (!place && !object)
      throw new EcoGridError('INPUT_INVALID', { problems: ['place or object must be given'] });
    const position = place ?? enterprise;
    if (!position) return actor.grids[0] ?? null;
    const grid = await this.parts.grids.locate(position);
    const { longitude, latitude } = position;
    if (!grid) throw new EcoGridError('PLACE_OUTSIDE', { longitude, latitude });
    return grid.code;
  }
}

function requireUnguessable({ kind }: Actor, { idempotencyKey }: SubmitReportInput): void {
  if (kind === 'PUBLIC' && idempotencyKey.length < PUBLIC_KEY_LENGTH) {
    const problem = `idempotencyKey of an anonymous report must have at least ${PUBLIC_KEY_LENGTH} random characters`;
    throw new EcoGridError('INPUT_INVALID', { problems: [problem] });
  }
}

/** What every report of a channel begins as. */
export function fresh(channel: IntakeChannel, receivedAt: Date): Report {
  return {
    id: newId(),
    state: 'RECEIVED',
    version: 1,
    channelCode: channel.code,
    categoryCode: null,
    description: '',
    gridCode: null,
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
    reporterId: null,
    caseId: null,
    reviewLevels: [...channel.reviewLevels],
    reviewsDone: 0,
    isDeclined: false,
    needsVerification: channel.needsReportVerification,
    verification: null,
    rejectionReason: null,
    receivedAt,
  };
}
