import { vocabulary } from '../../kernel/index.ts';

export const PhotoMoment = vocabulary('PhotoMoment', 'When a photo was taken (拍摄时点).', {
  BEFORE: 'Before anything was put right (整改前).',
  AFTER: 'After it was put right (整改后).',
  SCENE: 'On the scene, of what was found (现场).',
});

export const UploadPurpose = vocabulary('UploadPurpose', 'What a photo is uploaded for (用途).', {
  REPORT: 'A report that its uploader is about to submit (上报).',
  TICKET_RESULT: 'The result of a ticket (处置结果).',
  REPORT_VERIFICATION: 'What was found on site about a report (上报核实).',
  CASE_VERIFICATION: 'What was found on site about a case (案卷核实).',
  INSPECTION: 'What the post-supervision group found at a closed case (后督察).',
});

/** SWEPT is between the decision to remove and the removal; nobody is shown such a row. */
export type AttachmentState = 'EXPECTED' | 'STORED' | 'ATTACHED' | 'SWEPT';
