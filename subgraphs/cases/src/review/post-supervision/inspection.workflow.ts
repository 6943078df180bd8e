import type { Case } from '../../case/index.ts';
import { Workflow, inZone } from '../../kernel/index.ts';
import type { Inspection } from './inspection.entity.ts';
import { InspectionAction, InspectionState } from './post-supervision.vocabulary.ts';

/** The facts of an inspection that the table examines. */
export interface InspectionFacts extends Pick<Inspection, 'state'> {
  /** The state of its case; null for those who may not see the case. */
  readonly caseState: Case['state'] | null;
}

export const inspectionWorkflow = new Workflow<
  InspectionFacts,
  keyof typeof InspectionState,
  keyof typeof InspectionAction,
  'postSupervision',
  'caseClosed'
>({
  thing: 'inspection',
  states: InspectionState,
  actions: InspectionAction,
  steps: [
    {
      from: ['DUE'],
      action: 'record',
      to: ['PASSED', 'FAILED'],
      who: 'postSupervision',
      guards: ['caseClosed'],
    },
  ],
  permissions: { postSupervision: inZone('POST_SUPERVISION') },
  guards: {
    caseClosed: ({ caseState }) => caseState === 'CLOSED',
  },
});
