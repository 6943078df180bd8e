import { In } from 'typeorm';
import { placeholders, type Database } from '@ecogrid/database';
import { groupedByKey, type Batch } from '@ecogrid/subgraph';
import { Attachment } from '../evidence/index.ts';

/** The photos shown of one case. */
export const PHOTOS_SHOWN = 30;

/** The holders of a problem's photos: reports, verifications of reports, verifications of cases. */
const held = (cases: string): string => `
  SELECT report.case_id AS caseId, report.id AS holderId FROM report WHERE report.case_id IN (${cases})
  UNION ALL
  SELECT report.case_id, verification.id FROM report
    JOIN verification ON verification.subject_id = report.id WHERE report.case_id IN (${cases})
  UNION ALL
  SELECT verification.subject_id, verification.id FROM verification WHERE verification.subject_id IN (${cases})`;

interface Shown {
  readonly caseId: string;
  readonly photoId: string;
}

/** The photos of the problem of a case, independent of the reports and verifications that they came with. */
export class ProblemPhotoRepository {
  constructor(private readonly database: Database) {}

  /** Only asked of cases whose photos the actor may see. */
  readonly ofCases: Batch<string, Attachment[]> = async (caseIds) => {
    const { manager } = this.database;
    const shown = await manager.query<Shown[]>(
      `SELECT held.caseId AS caseId, attachment.id AS photoId FROM (${held(placeholders(caseIds))}) held
       JOIN attachment ON attachment.holder_id = held.holderId AND attachment.state = 'ATTACHED'
       ORDER BY attachment.id`,
      [...caseIds, ...caseIds, ...caseIds],
    );
    const own = groupedByKey(caseIds, shown, ({ caseId }) => caseId).map((rows) =>
      rows.slice(0, PHOTOS_SHOWN),
    );
    const ids = own.flat().map(({ photoId }) => photoId);
    const rows = ids.length === 0 ? [] : await manager.findBy(Attachment, { id: In(ids) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return own.map((photos) => photos.flatMap(({ photoId }) => byId.get(photoId) ?? []));
  };
}
