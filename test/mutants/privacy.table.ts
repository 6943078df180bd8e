import type { Mutant } from './mutant.ts';

/** The words of a reporter stay with the report, and pseudonyms with BI and assessors. */
export const PRIVACY: readonly Mutant[] = [
  {
    id: 'accused-reads-the-complainant',
    breaks: 'a case copies no words of a reporter',
    file: 'subgraphs/cases/src/case/case.adoption.ts',
    find: 'const known = report.supervisedObjectId === null ? null : report.objectName;',
    put: 'const known = report.objectName;',
    judge: {
      project: 'unit',
      file: 'subgraphs/cases/src/case/summary.test.ts',
      named: 'hold no word of the reporter',
    },
  },
  {
    id: 'street-reads-the-complainant',
    breaks: 'the words of a report are for the desk, its reviewers and the reporter',
    file: 'subgraphs/cases/src/intake/report/report-words.resolver.ts',
    find: 'return mayReadWords(actor, report) ? report.description : null;',
    put: 'return report.description;',
    judge: {
      project: 'system',
      file: 'test/access/canary.test.ts',
      named: 'reach their readers in any field, and no other role',
      asksSharedSystems: true,
    },
  },
  {
    id: 'street-reads-ids-of-outsiders',
    breaks: 'the id of a person is null for readers who do not see the person',
    file: 'packages/subgraph/src/visible-people.ts',
    find: 'return person && (await context.load(sight, person.id)) ? person : null;',
    put: 'return person;',
    judge: {
      project: 'system',
      file: 'test/access/every-field.test.ts',
      named: 'STREET_STAFF receives the id of no person',
      asksSharedSystems: true,
    },
  },
  {
    id: 'department-reads-ids-of-outsiders',
    breaks: 'the id of a person is null for a department that does not see the person',
    file: 'packages/subgraph/src/visible-people.ts',
    find: 'return person && (await context.load(sight, person.id)) ? person : null;',
    put: 'return person;',
    judge: {
      project: 'system',
      file: 'test/access/every-field.test.ts',
      named: 'DEPARTMENT_STAFF receives the id of no person',
      asksSharedSystems: true,
    },
  },
  {
    id: 'department-reads-tickets-of-others',
    breaks: 'a ticket and the words in it are for its organization and those above it',
    file: 'subgraphs/cases/src/dispatch/ticket.policy.ts',
    find: 'if (hasRole(actor, ...zoneReaders)) return ALL_ROWS;',
    put: "if (hasRole(actor, ...zoneReaders, 'DEPARTMENT_STAFF')) return ALL_ROWS;",
    judge: {
      project: 'system',
      file: 'test/access/canary.test.ts',
      named: 'reach their readers in any field, and no other role',
      asksSharedSystems: true,
    },
  },
  {
    id: 'operator-reads-pseudonyms',
    breaks: 'pseudonyms are for BI and assessors alone',
    file: 'subgraphs/assessment/src/subject/subject.repository.ts',
    find: 'if (!maySeePseudonyms(actor)) return ids.map(() => null);',
    put: 'if (ids.length === 0 && !maySeePseudonyms(actor)) return [];',
    judge: {
      project: 'unit',
      file: 'subgraphs/assessment/src/subject/pseudonym.test.ts',
      named: 'of a member reach a OPERATOR only',
    },
  },
];
