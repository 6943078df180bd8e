/** The same in both languages of an e-mail. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/**
 * The content of e-mails. It never contains the reporter or the reporter's text, which stay in the graph, behind its row rules
 * (docs/decisions/0030).
 */
export interface EmailFacts {
  readonly caseNumber: string;
  readonly ticketNumber: string;
  /** The category of the matter. */
  readonly what: Bilingual;
  /** Grid, supervised object and point. */
  readonly where: string;
  /** ISO 8601, UTC. */
  readonly dueAt: string;
  /** The instruction of the desk, or the reason of a recall. */
  readonly note: string | null;
}
