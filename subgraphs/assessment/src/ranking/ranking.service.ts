import type { GraphContext } from '@ecogrid/subgraph';
import { daysOf } from '../period/index.ts';
import { scoreKey, scoreOf, type Score, type ScoreRepository, type ScoreService } from '../score/index.ts';
import { canReadRank, canReadScore, type SubjectFinder, type SubjectKind } from '../subject/index.ts';
import { competitionRanking } from './ranking.rule.ts';
import { RankingRow } from './ranking.type.ts';

interface Parts {
  readonly subjects: SubjectFinder;
  readonly scores: ScoreRepository;
  readonly service: ScoreService;
}

/** Ranks a peer group as it stands now, and shows the rows that the actor may see. */
export class RankingService {
  constructor(private readonly parts: Parts) {}

  async of(kind: SubjectKind, period: string | undefined, context: GraphContext): Promise<RankingRow[]> {
    const code = this.parts.service.codeOf(period);
    const { actor } = context;
    const ranked = competitionRanking(
      await this.scoresOf(kind, code, context),
      (score) => score.pointsHundredths,
    );
    return ranked.flatMap(({ item, rank }) => {
      const subject = { kind, code: item.subjectCode };
      if (!canReadRank(actor, subject)) return [];
      const score = canReadScore(actor, subject) ? item : null;
      return [Object.assign(new RankingRow(), { rank, subjectKind: kind, subjectCode: subject.code, score })];
    });
  }

  private async scoresOf(kind: SubjectKind, periodCode: string, context: GraphContext): Promise<Score[]> {
    const ruleSet = await context.load(this.parts.scores.ruleSetOf, periodCode);
    if (!ruleSet) return [];
    const peers = (await this.parts.subjects.peers(kind, daysOf(periodCode))).sort();
    const totals = await this.parts.scores.totalsOfKind(kind, periodCode);
    return peers.map((code) => {
      const total = totals.get(scoreKey({ kind, code }, periodCode)) ?? { sum: 0, count: 0 };
      return scoreOf({ kind, code }, periodCode, ruleSet, total);
    });
  }
}
