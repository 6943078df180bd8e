import { newId } from '@ecogrid/database';
import { personOf, type Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import type { Attachment, AttachmentService, Holder } from '../attachment/index.ts';
import type { VerificationRepository } from './verification.repository.ts';
import type { VerificationAnswer } from './verification.vocabulary.ts';

interface Parts {
  readonly verifications: VerificationRepository;
  readonly photos: AttachmentService;
  readonly clock: Clock;
}

/** The result of a verification on site. */
export interface Finding {
  readonly answer: keyof typeof VerificationAnswer;
  readonly note?: string | undefined;
  readonly place?: { readonly longitude: number; readonly latitude: number } | undefined;
  readonly photoIds?: readonly string[] | undefined;
}

/** Keeps the findings on site, with place and photos. Called inside a unit of work. */
export class VerificationService {
  constructor(private readonly parts: Parts) {}

  /** @returns the photos that are attached to it now. */
  async keep(
    actor: Actor,
    { answer, note, place, photoIds = [] }: Finding,
    subject: Omit<Holder, 'id'> & { readonly subjectId: string },
  ): Promise<Attachment[]> {
    const { verifications, photos, clock } = this.parts;
    const used = await photos.usable(actor, photoIds, subject);
    const id = newId();
    await verifications.insert({
      id,
      subjectId: subject.subjectId,
      answer,
      note: note ?? null,
      longitude: place?.longitude ?? null,
      latitude: place?.latitude ?? null,
      verifierId: personOf(actor),
      at: clock.now(),
    });
    await photos.attach(used, id);
    return used;
  }
}
