/** The same in both languages of a letter. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/**
 * What letters tell. Who reported, and what they wrote, is never among it: that stays in the graph, behind its row rules
 * (docs/decisions/0030).
 */
export interface LetterFacts {
  readonly caseNumber: string;
  readonly ticketNumber: string;
  /** The category of the matter. */
  readonly what: Bilingual;
  /** Grid, supervised object and point. */
  readonly where: string;
  /** ISO 8601, UTC. */
  readonly dueAt: string;
  /** What the desk asks for, or why it recalls. */
  readonly note: string | null;
}
