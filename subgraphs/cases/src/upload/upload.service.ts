import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import type { SignedAddresses } from '@ecogrid/files';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { AttachmentRepository, AttachmentService, UploadPurpose } from '../evidence/index.ts';
import { caseWorkflow, type CaseChanges } from '../case/index.ts';
import type { TicketChanges } from '../dispatch/index.ts';
import type { InspectionService } from '../review/index.ts';
import { reportWorkflow, type ReportService } from '../intake/index.ts';
import type { CreateUploadInput } from './upload.input.ts';
import type { Upload } from './upload.type.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly attachments: AttachmentRepository;
  readonly photos: AttachmentService;
  readonly addresses: SignedAddresses;
  readonly reporting: ReportService;
  readonly changes: CaseChanges;
  readonly ticketChanges: TicketChanges;
  readonly inspecting: InspectionService;
}

type Purpose = keyof typeof UploadPurpose;

/** Addresses for photos: for those who may use the photo, at the thing that they may use it at. */
export class UploadService {
  constructor(private readonly parts: Parts) {}

  async create(actor: Actor, input: CreateUploadInput): Promise<Upload> {
    const { purpose, subjectId = null, moment, mediaType, sizeBytes, sha256 } = input;
    const id = await mutate(this.parts.scope, actor, 'createUpload', input, async () => {
      await this.permit(actor, purpose, subjectId);
      const declared = { purpose, subjectId, moment, mediaType, sizeBytes, sha256 };
      return (await this.parts.photos.expect(actor, declared)).id;
    });
    const attachment = await this.parts.attachments.existing(id);
    const { path: url, expiresAt } = await this.parts.addresses.sign('upload', id);
    return { attachment, url, expiresAt };
  }

  /** @throws EcoGridError FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED or GUARD_FAILED, as the use of the photo would. */
  private async permit(actor: Actor, purpose: Purpose, subjectId: string | null): Promise<void> {
    const { reporting, changes, ticketChanges, inspecting } = this.parts;
    if (purpose === 'REPORT') return requireNone(subjectId);
    const id = required(subjectId);
    const permits: Readonly<Record<Exclude<Purpose, 'REPORT'>, () => Promise<void>>> = {
      TICKET_RESULT: async () =>
        void ticketChanges.require(actor, await ticketChanges.visible(actor, id), 'submitResult'),
      REPORT_VERIFICATION: async () =>
        void reportWorkflow.require(actor, await reporting.visible(actor, id), 'verify'),
      CASE_VERIFICATION: async () =>
        void caseWorkflow.require(actor, await changes.visible(actor, id), 'recordVerification'),
      INSPECTION: async () => void (await inspecting.require(actor, id)),
    };
    await permits[purpose]();
  }
}

function required(subjectId: string | null): string {
  if (subjectId !== null) return subjectId;
  throw new EcoGridError('INPUT_INVALID', { problems: [{ path: 'input.subjectId', problem: 'required' }] });
}

function requireNone(subjectId: string | null): void {
  if (subjectId === null) return;
  throw new EcoGridError('INPUT_INVALID', { problems: [{ path: 'input.subjectId', problem: 'forbidden' }] });
}
