import type { TicketPush } from './main-job.ts';

/** The answers of the desk's queries. */
export interface ReportView {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly channel: { readonly code: string };
  readonly gridMatch: { readonly basis: string; readonly explanationEn: string } | null;
  readonly reviews: ReadonlyArray<{
    readonly level: string;
    readonly decision: string;
    readonly at: string;
    readonly reviewer: { readonly number: string } | null;
  }>;
}

export interface TicketView {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly role: string;
  readonly reworkCount: number;
  readonly assignee: { readonly code: string };
  readonly emails: ReadonlyArray<{ readonly id: string; readonly kind: string; readonly state: string }>;
}

export interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly isSuperior: boolean;
  readonly misdispatchCount: number;
  readonly reworkCount: number;
  readonly reopenCount: number;
  readonly lookBackDueOn: string | null;
  readonly verifyHistory: boolean;
  readonly grid: { readonly code: string };
  readonly channel: { readonly code: string };
  readonly superior: { readonly level: string; readonly documentNumber: string } | null;
  readonly reopenedBy: { readonly state: string } | null;
  readonly suggestedRoute: ReadonlyArray<{
    readonly role: string;
    readonly organization: { readonly code: string };
  }>;
  readonly tickets: readonly TicketView[];
  /** The lines of its history, in order. */
  readonly actions: readonly string[];
}

export interface Receipt {
  readonly reportId: string;
  readonly receivedAt: string;
  readonly report: { readonly id: string } | null;
}

export interface ScoreLine {
  readonly scoreEntries: {
    readonly edges: ReadonlyArray<{
      readonly node: { readonly ruleCode: string; readonly points: string; readonly subjectCode: string };
    }>;
  };
}

/** A push of an organization. */
export interface Office {
  /** The next push of that kind about the case; a street also hears of others' tickets. */
  next(caseId: string, kind: string, organizationCode?: string): Promise<TicketPush['ticketChanged']>;
  close(): Promise<void>;
}
