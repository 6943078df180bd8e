import type { IncomingMessage } from 'node:http';
import { EcoGridError } from '@ecogrid/errors';
import { z } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import type { SentOperation } from '../documents/documents.ts';
import { requestText } from './answer.ts';

const parameters = z.object({
  query: z.string().nullish(),
  documentId: z.string().min(1).max(200).nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

/** The operation of a request, by GraphQL over HTTP. @throws EcoGridError OPERATION_INVALID or REQUEST_TOO_LARGE. */
export async function sentOperation(request: IncomingMessage): Promise<SentOperation> {
  return request.method === 'POST' ? inBody(request) : inAddress(request);
}

async function inBody(request: IncomingMessage): Promise<SentOperation> {
  if (!/^application\/(graphql-response\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new EcoGridError('OPERATION_INVALID', { reason: 'CONTENT_TYPE' });
  }
  const text = await requestText(request, BOUNDS.http.operationBytes);
  return parsed(() => JSON.parse(text) as unknown, 'BODY_NOT_GRAPHQL');
}

/** In the parameters of the address; variables and extensions are JSON. */
function inAddress(request: IncomingMessage): SentOperation {
  const { searchParams } = new URL(request.url ?? '', 'http://gateway');
  return parsed(() => {
    const texts = Object.fromEntries(searchParams);
    const given: Record<string, unknown> = { ...texts };
    for (const name of ['variables', 'extensions'])
      if (texts[name] !== undefined) given[name] = JSON.parse(texts[name]);
    return given;
  }, 'PARAMETERS_NOT_GRAPHQL');
}

function parsed(read: () => unknown, reason: 'BODY_NOT_GRAPHQL' | 'PARAMETERS_NOT_GRAPHQL'): SentOperation {
  try {
    const { query, documentId, operationName, variables, extensions } = parameters.parse(read());
    return {
      query: query ?? undefined,
      documentId: documentId ?? undefined,
      operationName: operationName ?? undefined,
      variables: variables ?? undefined,
      extensions: extensions ?? undefined,
    };
  } catch (cause) {
    throw new EcoGridError('OPERATION_INVALID', { reason }, { cause });
  }
}
