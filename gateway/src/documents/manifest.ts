import { readFileSync } from 'node:fs';
import { z } from '@ecogrid/service';

/** The manifest of Apollo's `generate-persisted-query-manifest`, or an object of texts by their ids. */
const manifest = z.union([
  z
    .object({
      format: z.literal('apollo-persisted-query-manifest'),
      version: z.literal(1),
      operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
    })
    .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const)),
  z.record(z.string().min(1), z.string().min(1)).transform((texts) => Object.entries(texts)),
]);

/** The texts of trusted documents by their ids. @throws Error for a file that is no manifest. */
export function readManifest(file: string): ReadonlyMap<string, string> {
  return new Map(manifest.parse(JSON.parse(readFileSync(file, 'utf8'))));
}

/** @returns why the file cannot be used; undefined when it can. */
export function faultOfManifest(file: string): string | undefined {
  try {
    readManifest(file);
    return undefined;
  } catch {
    return 'is no manifest: JSON with the texts of documents by their ids, or an apollo-persisted-query-manifest';
  }
}
