import type { EventFilter } from '../event.ts';

/** The subject of an event: `ecogrid.<source>.<topic>.<channel>`. */
export function subjectOf(
  source: string,
  { topic, channel }: { readonly topic: string; readonly channel: string },
): string {
  return `ecogrid.${source}.${token(topic)}.${token(channel)}`;
}

export const allSubjects = (source: string): string => `ecogrid.${source}.>`;

export const streamName = (source: string): string => `ECOGRID_${source}`;

/**
 * The narrowest subject that holds all that the filter wants: servers before 2.10 take one for each reader. The reader
 * leaves out the events beyond the filter.
 */
export function subjectFor(source: string, { topics, channels }: EventFilter): string {
  const only = (values: readonly string[] | undefined): string =>
    values?.length === 1 ? token(values[0] as string) : '*';
  return `ecogrid.${source}.${only(topics)}.${only(channels)}`;
}

/** Any text as one token of a subject: other than letters, digits and `-` as `=` and its bytes in hex; empty as `_`. */
function token(text: string): string {
  if (text === '') return '_';
  return text.replace(/[^A-Za-z0-9-]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`)
      .join(''),
  );
}
