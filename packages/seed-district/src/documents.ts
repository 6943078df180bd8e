import { seedId } from './identifiers.ts';
import { sealed } from './records.ts';

/** The four kinds the article names (rows 20-22): plan, scoring measures, handbook, compiled rules. */
export type DocumentType = 'PLAN' | 'SCORING_MEASURES' | 'HANDBOOK' | 'RULES_COMPILATION';

/** A named, versioned document of the supervision system 制度文件. */
export interface RegulationDocument {
  readonly id: string;
  readonly code: string;
  readonly type: DocumentType;
  /** The title as the article prints it. */
  readonly title: string;
  readonly titleEn: string;
  readonly version: string;
  /** First day in force, Asia/Shanghai calendar. */
  readonly effectiveFrom: string;
  readonly issuerOrganizationCode: string;
}

const rows: readonly (readonly [DocumentType, string, string])[] = [
  ['PLAN', '济宁高新区网格化环境监管方案', 'Plan of grid-based environmental supervision'],
  [
    'SCORING_MEASURES',
    '济宁高新区网格化环境监管量化赋分考核办法',
    'Measures of quantitative scoring and assessment',
  ],
  ['HANDBOOK', '高新区网格化环境监管工作手册', 'Handbook of grid-based environmental supervision'],
  ['RULES_COMPILATION', '高新区网格化环境监管体系工作制度汇编', 'Compiled rules of the supervision system'],
];

/** Exactly the four documents of the article, in their first version. */
export const documents: readonly RegulationDocument[] = sealed(
  rows.map(([type, title, titleEn]) => {
    const code = `DOC-${type}`;
    return {
      id: seedId('document', code),
      code,
      type,
      title,
      titleEn,
      version: '1.0',
      effectiveFrom: '2026-01-01',
      issuerOrganizationCode: 'DEPT-ENVIRONMENT',
    };
  }),
);
