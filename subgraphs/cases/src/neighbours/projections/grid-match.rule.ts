import type { KnownGrid } from '@ecogrid/territory';
import type { GridMatch, GridMatchBasis } from './grid-match.type.ts';

type Candidate = Pick<KnownGrid, 'code' | 'level' | 'sourceVersion'>;

interface Asked {
  readonly basis: keyof typeof GridMatchBasis;
  readonly at: Date;
}

/**
 * The smallest grid that holds the place, and why.
 * @param holding every grid that holds it: the smallest first, of equal ones the lower code first.
 * @returns undefined when none does.
 */
export function matchOf(holding: readonly Candidate[], { basis, at }: Asked): GridMatch | undefined {
  const [found] = holding;
  if (!found) return undefined;
  return {
    gridCode: found.code,
    basis,
    gridVersion: found.sourceVersion,
    isAmbiguous: holding.filter(({ level }) => level === found.level).length > 1,
    candidates: holding.map(candidateOf),
    matchedAt: at.toISOString(),
  };
}

/** A named grid, with the polygons that contain the place when it is known. */
export function namedMatch(gridCode: string, holding: readonly Candidate[], { basis, at }: Asked): GridMatch {
  const own = holding.find(({ code }) => code === gridCode);
  return {
    gridCode,
    basis,
    gridVersion: own?.sourceVersion ?? null,
    isAmbiguous: false,
    candidates: holding.map(candidateOf),
    matchedAt: at.toISOString(),
  };
}

function candidateOf({ code: gridCode, level, sourceVersion: version }: Candidate) {
  return { gridCode, level, version };
}

const BY = {
  PLACE: { zh: '坐标', en: 'the place on the map' },
  OBJECT: { zh: '监管对象位置', en: 'the position of the supervised object' },
  REPORTER: { zh: '上报人所在网格', en: "the reporter's own grid" },
  DESK: { zh: '坐席指定', en: 'the word of the desk' },
  SOURCE: { zh: '来源指定', en: 'the word of the source' },
} as const;

/** The match in a sentence, in both languages. */
export function explanationOf(match: GridMatch): { readonly zh: string; readonly en: string } {
  const { basis, gridCode, gridVersion, isAmbiguous, candidates } = match;
  const by = BY[basis];
  const rivals = candidates.filter(({ level }) => level === candidates[0]?.level);
  const codes = rivals.map((each) => each.gridCode);
  return {
    zh: [
      `依据${by.zh}判定为网格 ${gridCode}`,
      gridVersion === null ? '(未匹配多边形)' : `(多边形第 ${gridVersion} 版)`,
      isAmbiguous ? `;位于 ${codes.join('、')} 的共同界线上,按编码较小者确定` : '',
    ].join(''),
    en: [
      `Grid ${gridCode} by ${by.en}`,
      gridVersion === null ? ', without a polygon' : `, its polygon at version ${gridVersion}`,
      isAmbiguous
        ? `; the place lies on the border of ${codes.join(', ')} and belongs to the lower code`
        : '',
    ].join(''),
  };
}
