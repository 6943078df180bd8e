import { BackgroundJob, type Logger } from '@ecogrid/service';
import type { FileParts } from './file-door.ts';

type Parts = Omit<FileParts, 'addresses'>;

const EVERY_MS = 10 * 60_000;
/** A phone may be without a line for a day between the photo and the result. */
const ORPHAN_AFTER_MS = 24 * 60 * 60_000;
const DRAFT_AFTER_MS = 60 * 60_000;
const AT_ONCE = 100;

/** Removes uploads that were never attached. First the row is claimed, then the content removed, then the row: a crash leaves none. */
export function fileSweep(parts: Parts & { readonly logger: Logger }): BackgroundJob {
  const { logger } = parts;
  return new BackgroundJob({ name: 'file sweep', logger, everyMs: EVERY_MS, work: () => sweep(parts) });
}

export async function sweep({ attachments, store, clock }: Parts): Promise<void> {
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
