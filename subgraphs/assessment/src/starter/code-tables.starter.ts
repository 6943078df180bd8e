import { newId, type Database } from '@ecogrid/database';
import { z } from '@ecogrid/service';
import { DATED, StarterSet, boundedText, fillEmptyTables } from '@ecogrid/code-tables';
import { Document, DocumentType, DocumentVersion } from '../document/index.ts';
import { FactTopic, RuleKind, RuleSet, ScoringRule, faultOf } from '../rule-set/index.ts';
import { SubjectKind } from '../subject/index.ts';

const hundredths = z.int().min(-1_000_000).max(1_000_000);
const expression = boundedText(500).nullable().default(null);
const title = boundedText(160);

const RULE: z.ZodType<Omit<ScoringRule, 'id' | 'ruleSetId'>> = z
  .strictObject({
    code: boundedText(64),
    subjectKind: z.enum(SubjectKind),
    kind: z.enum(RuleKind),
    eventTopic: z.enum(FactTopic).nullable().default(null),
    condition: expression,
    subjectPath: boundedText(64).nullable().default(null),
    pointsHundredths: hundredths,
    multiplier: expression,
    capHundredths: hundredths.nullable().default(null),
    text: boundedText(1_000),
    textEn: boundedText(1_000),
  })
  .superRefine((rule, context) => {
    const fault = faultOf({ ...rule, id: '', ruleSetId: '' });
    if (fault) context.addIssue({ code: 'custom', message: String(fault['quote']) });
  });

const RULE_SET = z
  .strictObject({
    code: boundedText(64),
    version: z.int().min(1),
    name: title,
    nameEn: title,
    ...DATED,
    baseHundredths: hundredths,
    floorHundredths: hundredths,
    ceilingHundredths: hundredths,
    rules: z.array(RULE).min(1),
  })
  .refine((set) => set.floorHundredths <= set.baseHundredths && set.baseHundredths <= set.ceilingHundredths, {
    path: ['baseHundredths'],
    message: 'lies between floor and ceiling',
  });

const DOCUMENT = z.strictObject({
  code: boundedText(64),
  type: z.enum(DocumentType),
  title,
  titleEn: title,
  versions: z
    .array(
      z.strictObject({
        version: boundedText(16),
        effectiveFrom: DATED.effectiveFrom,
        issuerOrganizationCode: boundedText(64),
      }),
    )
    .min(1),
});

/** The first rows of the code tables of assessment. @throws StarterSetError */
export function readCodeTables(directory?: string) {
  const set = new StarterSet(directory);
  const givenSets = set.rows('rule-sets', RULE_SET, ({ code, version }) => `${code}/${version}`);
  const givenDocuments = set.rows('documents', DOCUMENT, ({ code }) => code);
  set.requireFaultless();
  const whole = givenSets.map((each) => ({ ...each, id: newId() }));
  const documents = givenDocuments.map((each) => ({ ...each, id: newId() }));
  return {
    ruleSets: whole.map(({ rules: _, ...ruleSet }): RuleSet => ruleSet),
    rules: whole.flatMap(({ id: ruleSetId, rules }) =>
      rules.map((rule): ScoringRule => ({ ...rule, id: newId(), ruleSetId })),
    ),
    documents: documents.map(({ versions: _, ...document }): Document => document),
    documentVersions: documents.flatMap(({ id: documentId, versions }) =>
      versions.map((each): DocumentVersion => ({ ...each, id: newId(), documentId })),
    ),
  };
}

/**
 * Fills the code tables of assessment that are empty.
 * @param tables their first rows, see {@link readCodeTables}.
 */
export function fillCodeTables(database: Database, tables: ReturnType<typeof readCodeTables>): Promise<void> {
  const { ruleSets, rules, documents, documentVersions } = tables;
  return fillEmptyTables(database, [
    [
      { entity: RuleSet, rows: ruleSets },
      { entity: ScoringRule, rows: rules },
    ],
    [
      { entity: Document, rows: documents },
      { entity: DocumentVersion, rows: documentVersions },
    ],
  ]);
}
