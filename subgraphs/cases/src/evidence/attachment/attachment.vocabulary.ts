import { vocabulary } from '@ecogrid/subgraph';

export const UploadPurpose = vocabulary('UploadPurpose', 'The purposes of an upload (用途).', {
  REPORT: 'A report that its uploader is about to submit (上报).',
  TICKET_RESULT: 'The result of a ticket (处置结果).',
  REPORT_VERIFICATION: 'A verification of a report on site (上报核实).',
  CASE_VERIFICATION: 'A verification of a case on site (案卷核实).',
  INSPECTION: 'An inspection of a closed case by the post-supervision group (后督察).',
});
