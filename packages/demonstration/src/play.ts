import { shanghaiDay, shanghaiMidnight } from '@ecogrid/service';
import { ACTS } from './acts.ts';
import type { Progress } from './moves.ts';
import { playReadings } from './readings.ts';
import { caseStories } from './scenarios/cases.ts';
import { Stage, type StageParts } from './stage.ts';
import { stepsOf, type Act, type Story } from './story.ts';

export interface DemonstrationOptions extends StageParts {
  /** The moment of the demonstration; the last simulated day is the day before. */
  readonly now: Date;
  /** Called after each simulated day. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

interface PlannedStep {
  readonly at: Date;
  readonly act: Act;
  readonly progress: Progress;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Plays the stories of the demonstration through the real mutations, in the order of their moments, on one clock. The
 * events and jobs of each simulated day have been handled before the next day begins. Played again, it changes nothing.
 */
export async function playDemonstration(options: DemonstrationOptions): Promise<void> {
  const { now, clock, onProgress = () => undefined } = options;
  const stage = new Stage(options);
  const today = shanghaiMidnight(shanghaiDay(now));
  const steps = plannedSteps(caseStories, today);
  const days = Math.max(...caseStories.map(({ daysAgo }) => daysAgo));
  try {
    for (let ago = days; ago >= 1; ago -= 1) {
      const begins = new Date(today.getTime() - ago * DAY_MS);
      const ends = new Date(begins.getTime() + DAY_MS);
      for (const step of steps.filter(({ at }) => at >= begins && at < ends)) await perform(stage, step);
      await playReadings(stage, begins, ago);
      stage.at(new Date(ends.getTime() - 1));
      await stage.settle();
      onProgress(days - ago + 1, days);
    }
  } finally {
    clock.release();
  }
  await stage.settle();
}

async function perform(stage: Stage, { at, act, progress }: PlannedStep): Promise<void> {
  stage.at(at);
  await ACTS[act](stage, progress, at).catch((cause: unknown) => {
    throw new Error(`The demonstration cannot ${act} in ${progress.story.key}: ${String(cause)}`, { cause });
  });
}

/** All steps of all stories by their moments; steps of one moment keep the order of the stories. */
export function plannedSteps(stories: readonly Story[], today: Date): PlannedStep[] {
  const cases = new Map<string, string>();
  return stories
    .flatMap((story) => {
      const progress: Progress = { story, reportId: '', cases, caseId: '' };
      return stepsOf(story).map(([act, day, time]): PlannedStep => {
        const [hours = 0, minutes = 0] = time.split(':').map(Number);
        const since = (day - story.daysAgo) * DAY_MS + (hours * 60 + minutes) * 60_000;
        return { at: new Date(today.getTime() + since), act, progress };
      });
    })
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}
