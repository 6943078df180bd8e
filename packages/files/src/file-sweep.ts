import { BackgroundJob, type Logger } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';
import type { FileParts } from './file-door.ts';

type Parts = Omit<FileParts, 'addresses'>;

const { everyMs, orphanMs, draftMs, takenAtOnce } = BOUNDS.sweep;

/** Removes uploads that were never attached. First the row is claimed, then the content removed, then the row: a crash leaves none. */
export function fileSweep(parts: Parts & { readonly logger: Logger }): BackgroundJob {
  const { logger } = parts;
  return new BackgroundJob({ name: 'file sweep', logger, everyMs, work: () => sweep(parts) });
}

export async function sweep({ attachments, store, clock }: Parts): Promise<void> {
  const now = clock.now().getTime();
  await store.sweepDrafts(new Date(now - draftMs));
  for (;;) {
    const taken = await attachments.takeOrphans(new Date(now - orphanMs), takenAtOnce);
    for (const { id } of taken) {
      await store.remove(id);
      await attachments.remove(id);
    }
    if (taken.length < takenAtOnce) return;
  }
}
