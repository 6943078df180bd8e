import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import type { SignedAddresses } from '@ecogrid/files';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import {
  expectedPhoto,
  type AttachmentRepository,
  type AttachmentService,
  type UploadPurpose,
} from '../evidence/index.ts';
import { caseWorkflow, type CaseChanges } from '../case/index.ts';
import type { TicketChanges } from '../dispatch/index.ts';
import { requireRecord, type InspectionService } from '../review/index.ts';
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

/** The use of a photo, as far as it was read. */
interface Facts {
  /** Refuses as the use of the photo would. */
  readonly permit: () => unknown;
  readonly openUploads: number;
}

/** Addresses for photos: for those who may use the photo, at the thing that they may use it at. */
export class UploadService {
  constructor(private readonly parts: Parts) {}

  async create(actor: Actor, input: CreateUploadInput): Promise<Upload> {
    const { scope, attachments, photos, addresses } = this.parts;
    const { purpose, subjectId = null, moment, mediaType, sizeBytes, sha256 } = input;
    const declared = { purpose, subjectId, moment, mediaType, sizeBytes, sha256 };
    const attachment = await perform(scope, actor, input, {
      operation: 'createUpload',
      load: () => this.load(actor, purpose, subjectId),
      permit: (_actor, { permit }) => permit(),
      decide: ({ openUploads }, _input, now) => expectedPhoto(actor, declared, openUploads, now),
      write: (expected) => photos.expect(expected),
      again: (id) => attachments.existing(id),
    });
    const { path: url, expiresAt } = await addresses.sign('upload', attachment.id);
    return { attachment, url, expiresAt };
  }

  private async load(actor: Actor, purpose: Purpose, subjectId: string | null): Promise<Facts> {
    return {
      permit: await this.permission(actor, purpose, subjectId),
      openUploads: await this.parts.photos.openUploads(actor),
    };
  }

  /** Reads the thing of the photo. @throws EcoGridError NOT_FOUND or INPUT_INVALID. */
  private async permission(actor: Actor, purpose: Purpose, subjectId: string | null): Promise<() => unknown> {
    const { reporting, changes, ticketChanges, inspecting } = this.parts;
    if (purpose === 'REPORT') return requireNone(subjectId);
    const id = required(subjectId);
    switch (purpose) {
      case 'TICKET_RESULT': {
        const ticket = await ticketChanges.visible(actor, id);
        return () => ticketChanges.require(actor, ticket, 'submitResult');
      }
      case 'REPORT_VERIFICATION': {
        const report = await reporting.visible(actor, id);
        return () => reportWorkflow.require(actor, report, 'verify');
      }
      case 'CASE_VERIFICATION': {
        const subject = await changes.visible(actor, id);
        return () => caseWorkflow.require(actor, subject, 'recordVerification');
      }
      case 'INSPECTION': {
        const inspected = await inspecting.inspected(actor, id);
        return () => requireRecord(actor, inspected);
      }
    }
  }
}

function required(subjectId: string | null): string {
  if (subjectId !== null) return subjectId;
  throw new EcoGridError('INPUT_INVALID', { problems: [{ path: 'input.subjectId', problem: 'required' }] });
}

function requireNone(subjectId: string | null): () => undefined {
  if (subjectId === null) return () => undefined;
  throw new EcoGridError('INPUT_INVALID', { problems: [{ path: 'input.subjectId', problem: 'forbidden' }] });
}
