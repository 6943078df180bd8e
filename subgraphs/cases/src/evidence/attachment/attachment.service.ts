import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Guard } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import type { AttachedFileRepository, PhotoMoment } from '@ecogrid/files';
import { BOUNDS } from '../../bounds.ts';
import type { Attachment } from './attachment.entity.ts';
import type { UploadPurpose } from './attachment.vocabulary.ts';

export type AttachmentRepository = AttachedFileRepository<Attachment>;

const UPLOAD = term('createUpload', '上传照片', 'upload a photo');
const ATTACH = term('attach', '关联照片', 'attach a photo');

interface Parts {
  readonly attachments: AttachmentRepository;
}

export interface Declared {
  readonly purpose: keyof typeof UploadPurpose;
  readonly subjectId: string | null;
  readonly moment: keyof typeof PhotoMoment;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The object that photos are attached to, such as a result, and their declared purpose. */
export interface Holder {
  readonly id: string;
  readonly purpose: keyof typeof UploadPurpose;
  readonly subjectId: string | null;
}

/** Photos from their declaration until something holds them. Called inside a unit of work. */
export class AttachmentService {
  constructor(private readonly parts: Parts) {}

  /** The number of uploads of the actor that are not attached. */
  async openUploads(actor: Actor): Promise<number> {
    const uploaderId = personOf(actor);
    return uploaderId === null ? 0 : this.parts.attachments.countOpen(uploaderId);
  }

  /** Expects a photo; see {@link expectedPhoto}. */
  async expect(row: Attachment): Promise<Attachment> {
    await this.parts.attachments.insert(row);
    return row;
  }

  /** The rows of these ids; {@link usablePhotos} decides on their use. */
  async named(ids: readonly string[]): Promise<Attachment[]> {
    return ids.length === 0 ? [] : this.parts.attachments.some(ids);
  }

  /** The photos that the actor may attach. @throws EcoGridError NOT_FOUND or GUARD_FAILED. */
  async usable(actor: Actor, ids: readonly string[], holder: Omit<Holder, 'id'>): Promise<Attachment[]> {
    return usablePhotos(actor, ids, await this.named(ids), holder);
  }

  /** @throws EcoGridError GUARD_FAILED when one of them was attached or swept at this very moment. */
  async attach(photos: readonly Attachment[], holderId: string): Promise<void> {
    if (photos.length === 0) return;
    const ids = photos.map(({ id }) => id);
    const attached = await this.parts.attachments.attach(ids, holderId);
    if (attached !== ids.length) throw refused('photoFree');
  }
}

/** @throws EcoGridError FORBIDDEN for an actor that is no person, GUARD_FAILED for a person with too many open uploads. */
export function expectedPhoto(
  actor: Actor,
  declared: Declared,
  openUploads: number,
  createdAt: Date,
): Attachment {
  const uploaderId = personOf(actor);
  if (uploaderId === null) throw new EcoGridError('FORBIDDEN', { action: UPLOAD });
  if (openUploads >= BOUNDS.photos.openUploads)
    throw refused('openUploads', { limit: BOUNDS.photos.openUploads });
  const taken = { takenAt: null, takenLongitude: null, takenLatitude: null };
  const unknown = { width: null, height: null, ...taken, storedAt: null };
  return { id: newId(), state: 'EXPECTED', uploaderId, holderId: null, ...declared, createdAt, ...unknown };
}

/** The photos of these ids, of which the actor may attach each. @throws EcoGridError NOT_FOUND or GUARD_FAILED. */
export function usablePhotos(
  actor: Actor,
  ids: readonly string[],
  found: readonly Attachment[],
  holder: Omit<Holder, 'id'>,
): Attachment[] {
  for (const id of ids) {
    const row = found.find((each) => each.id === id);
    // Another's photo looks like none.
    if (!row || row.uploaderId !== personOf(actor))
      throw new EcoGridError('NOT_FOUND', { thing: 'photo', id });
    const guard = unusable(row, holder);
    if (guard) throw refused(guard, { id });
  }
  return [...found];
}

function unusable({ state, purpose, subjectId }: Attachment, holder: Omit<Holder, 'id'>): Guard | null {
  if (purpose !== holder.purpose || subjectId !== holder.subjectId) return 'photoPurpose';
  if (state === 'EXPECTED') return 'photoUploaded';
  return state === 'STORED' ? null : 'photoUnattached';
}

function refused(guard: Guard, slots: Readonly<Record<string, unknown>> = {}): EcoGridError {
  return new EcoGridError('GUARD_FAILED', { action: ATTACH, guard, ...slots });
}
