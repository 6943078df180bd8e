import { BackgroundJob, type Clock, type Logger } from '@ecogrid/service';
import type { AttachmentRepository } from './attachment.repository.ts';
import type { AttachmentStore } from './attachment.store.ts';

interface Parts {
  readonly attachments: AttachmentRepository;
  readonly store: AttachmentStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

const EVERY_MS = 10 * 60_000;
/** A phone may be without a line for a day between the photo and the result. */
const ORPHAN_AFTER_MS = 24 * 60 * 60_000;
const DRAFT_AFTER_MS = 60 * 60_000;
const AT_ONCE = 100;

/** Removes uploads that were never attached. First the row is claimed, then the content removed, then the row: a crash leaves none. */
export function attachmentSweep(parts: Parts): BackgroundJob {
  const { logger } = parts;
  return new BackgroundJob({ name: 'attachment sweep', logger, everyMs: EVERY_MS, work: () => sweep(parts) });
}

export async function sweep({ attachments, store, clock }: Omit<Parts, 'logger'>): Promise<void> {
  const now = clock.now().getTime();
  await store.sweepDrafts(new Date(now - DRAFT_AFTER_MS));
  for (;;) {
    const taken = await attachments.takeOrphans(new Date(now - ORPHAN_AFTER_MS), AT_ONCE);
    for (const { id } of taken) {
      await store.remove(id);
      await attachments.remove(id);
    }
    if (taken.length < AT_ONCE) return;
  }
}
