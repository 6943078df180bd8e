import { describe, expect, it } from '@jest/globals';
import { ACTS } from './acts.ts';
import { streetOf } from './cast.ts';
import { plannedSteps } from './play.ts';
import { caseStories } from './scenarios/cases.ts';
import { stepsOf } from './story.ts';

const today = new Date('2026-11-26T16:00:00.000Z');
const REPORTS_ONLY = ['REPORT_RECEIVED', 'REPORT_REJECTED'];

describe('the stories of the demonstration', () => {
  it('open 40 cases, from every channel, in all five streets', () => {
    const cases = caseStories.filter(({ ending }) => !REPORTS_ONLY.includes(ending));
    expect(cases).toHaveLength(40);
    expect(new Set(cases.map(({ channel }) => channel)).size).toBe(8);
    expect(new Set(cases.map(({ gridCode }) => streetOf(gridCode))).size).toBe(5);
  });

  it('have keys of their own', () => {
    expect(new Set(caseStories.map(({ key }) => key)).size).toBe(caseStories.length);
  });

  it.each(caseStories.map((story) => [story.key, story] as const))(
    '%s runs in order and ends before today',
    (_key, story) => {
      const steps = plannedSteps([story], today);
      const planned = stepsOf(story).map(([act]) => act);
      expect(steps.map(({ act }) => act)).toEqual(planned);
      expect(planned.length).toBeGreaterThan(0);
      expect(Math.max(...steps.map(({ at }) => at.getTime()))).toBeLessThan(today.getTime());
    },
  );

  it('use every act that is written', () => {
    const used = new Set(caseStories.flatMap((story) => stepsOf(story).map(([act]) => act)));
    expect([...used].sort()).toEqual(Object.keys(ACTS).sort());
  });

  it('merge into stories that have a case by then', () => {
    for (const { into, daysAgo } of caseStories.filter(({ ending }) => ending === 'MERGED')) {
      const target = caseStories.find(({ key }) => key === into);
      expect(target?.daysAgo).toBeGreaterThan(daysAgo);
    }
  });
});
