import { z } from '@ecogrid/service';
import type { DocumentsOptions } from './documents.ts';
import { readManifest, faultOfManifest } from './manifest.ts';

/** Trusted documents as variables of the environment, for every process that contains the gateway. */
export const DOCUMENTS_SHAPE = {
  TRUSTED_DOCUMENTS: z
    .string()
    .optional()
    .superRefine((file, context) => {
      const fault = file ? faultOfManifest(file) : undefined;
      if (fault) context.addIssue({ code: 'custom', message: fault });
    }),
  TRUSTED_DOCUMENTS_ONLY: z.enum(['on', 'off']).default('off'),
};

interface Read {
  readonly TRUSTED_DOCUMENTS?: string | undefined;
  readonly TRUSTED_DOCUMENTS_ONLY: 'on' | 'off';
}

export function documentsOf(read: Read): DocumentsOptions {
  const trusted = read.TRUSTED_DOCUMENTS ? readManifest(read.TRUSTED_DOCUMENTS) : undefined;
  return { trusted, isTrustedOnly: read.TRUSTED_DOCUMENTS_ONLY === 'on' };
}

/** Without a manifest nothing could be carried out. */
export function faultsOfDocuments(given: NodeJS.ProcessEnv): string[] {
  const { TRUSTED_DOCUMENTS_ONLY: only, TRUSTED_DOCUMENTS: file } = given;
  return only === 'on' && !file ? ['TRUSTED_DOCUMENTS: required by TRUSTED_DOCUMENTS_ONLY=on'] : [];
}
