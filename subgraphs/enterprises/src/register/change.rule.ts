import { newId } from '@ecogrid/database';
import type { SupervisedObjectKind } from '@ecogrid/subgraph';
import type { SupervisedObject } from '../supervised-object/index.ts';
import { differencesOf, withAttributes, type ObjectAttributes } from './attributes.rule.ts';
import type { RegisterChange } from './register-change.entity.ts';
import type { RegisterChangeKind } from './register.vocabulary.ts';

export interface Asked {
  readonly kind: RegisterChangeKind;
  readonly objectKind: SupervisedObjectKind;
  readonly id: string;
  /** The version that the caller has seen; 0 for a new object. */
  readonly version: number;
  readonly attributes: ObjectAttributes;
  readonly note: string | null;
}

interface Around {
  /** The object as it is; null for a new one. */
  readonly before: SupervisedObject | null;
  readonly gridCode: string | null;
}

/** A change, and the row that it makes. */
export function changeOf(
  by: string | null,
  { kind, objectKind, id: objectId, attributes, note }: Asked,
  { before, gridCode }: Around,
  now: Date,
  state: 'APPLIED' | 'PROPOSED',
): { readonly change: RegisterChange; readonly after: SupervisedObject } {
  const after = withAttributes(before, attributes, {
    id: objectId,
    kind: objectKind,
    gridCode,
    at: now,
    acceptedBy: by,
  });
  const change: RegisterChange = {
    id: newId(),
    objectId,
    kind,
    state,
    version: 1,
    baseVersion: before?.version ?? 0,
    attributes: { ...attributes, ...(before ? {} : { kind: objectKind }) },
    differences: differencesOf(before, after),
    note,
    gridCode,
    enterpriseCode: after.creditCode,
    proposedBy: by,
    proposedAt: now,
    decidedBy: state === 'APPLIED' ? by : null,
    decidedAt: state === 'APPLIED' ? now : null,
    decisionNote: null,
  };
  return { change, after };
}
