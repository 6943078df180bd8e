import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import type { Attachment } from './attachment.entity.ts';
import type { AttachmentRepository } from './attachment.repository.ts';
import type { PhotoMoment, UploadPurpose } from './attachment.vocabulary.ts';

interface Parts {
  readonly attachments: AttachmentRepository;
  readonly clock: Clock;
}

export interface Declared {
  readonly purpose: keyof typeof UploadPurpose;
  readonly subjectId: string | null;
  readonly moment: keyof typeof PhotoMoment;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What photos are shown by, such as a result, and for what they were declared. */
export interface Holder {
  readonly id: string;
  readonly purpose: keyof typeof UploadPurpose;
  readonly subjectId: string | null;
}

/** Somebody who collects more than this without attaching any is no phone in the field. */
const OPEN_UPLOADS = 100;

/** Photos from their declaration until something holds them. Called inside a unit of work. */
export class AttachmentService {
  constructor(private readonly parts: Parts) {}

  /** @throws EcoGridError FORBIDDEN for anybody but a person, GUARD_FAILED for one who has too many open. */
  async expect(actor: Actor, declared: Declared): Promise<Attachment> {
    const uploaderId = personOf(actor);
    if (uploaderId === null) throw new EcoGridError('FORBIDDEN', { action: 'upload' });
    if ((await this.parts.attachments.countOpen(uploaderId)) >= OPEN_UPLOADS)
      throw refused('openUploads', `${OPEN_UPLOADS} uploads wait to be attached`);
    const row: Attachment = {
      ...{ id: newId(), state: 'EXPECTED', uploaderId, holderId: null },
      ...declared,
      ...{ width: null, height: null, createdAt: this.parts.clock.now(), storedAt: null },
    };
    await this.parts.attachments.insert(row);
    return row;
  }

  /** The photos that somebody may attach. @throws EcoGridError NOT_FOUND or GUARD_FAILED. */
  async usable(actor: Actor, ids: readonly string[], holder: Omit<Holder, 'id'>): Promise<Attachment[]> {
    if (ids.length === 0) return [];
    const found = await this.parts.attachments.some(ids);
    for (const id of ids) {
      const row = found.find((each) => each.id === id);
      // Another's photo looks like none.
      if (!row || row.uploaderId !== personOf(actor))
        throw new EcoGridError('NOT_FOUND', { thing: 'photo', id });
      const reason = unusable(row, holder);
      if (reason) throw refused('photosUsable', `photo ${id} ${reason}`);
    }
    return found;
  }

  /** @throws EcoGridError GUARD_FAILED when one of them was attached or swept at this very moment. */
  async attach(photos: readonly Attachment[], holderId: string): Promise<void> {
    if (photos.length === 0) return;
    const ids = photos.map(({ id }) => id);
    const attached = await this.parts.attachments.attach(ids, holderId);
    if (attached !== ids.length) throw refused('photosUsable', 'a photo is not free any more');
  }
}

function unusable({ state, purpose, subjectId }: Attachment, holder: Omit<Holder, 'id'>): string | null {
  if (purpose !== holder.purpose || subjectId !== holder.subjectId) return 'was declared for something else';
  if (state === 'EXPECTED') return 'was not uploaded yet';
  return state === 'STORED' ? null : 'is attached already';
}

function refused(guard: string, reason: string): EcoGridError {
  return new EcoGridError('GUARD_FAILED', { action: 'attach', guard, reason });
}
