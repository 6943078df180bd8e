import { advanced, type Run } from '../episode/index.ts';
import { isValid, type Measured } from '../exceedance/index.ts';
import { brokenBound, type BrokenBound, type LimitRule } from '../limit-rule/index.ts';

type Tried = Pick<LimitRule, 'upper' | 'lower' | 'unit' | 'opensAfter' | 'endsAfter'>;

interface Value extends Measured {
  readonly deviceId: string;
  readonly protocolVersion: string;
}

/** The verdict of a rule about a stored value. */
export function verdictOf(
  { upper, lower, unit }: Pick<Tried, 'upper' | 'lower' | 'unit'>,
  value: Value,
): { readonly isValid: boolean; readonly broken: BrokenBound | null } {
  const counts = isValid(value, { protocolVersion: value.protocolVersion, isNormal: true });
  const broken = counts && value.unit === unit ? brokenBound({ upper, lower }, value.value) : null;
  return { isValid: counts, broken };
}

/** The episodes that a rule would have raised of stored values, which are in the order of devices and of time. */
export function tried<Each extends Value>(
  rule: Tried,
  values: readonly Each[],
): Array<{ readonly run: Run; readonly first: Each }> {
  const runs = new Map<string, Run>();
  const opened: Array<{ run: Run; readonly first: Each }> = [];
  const open = new Map<string, { run: Run; readonly first: Each }>();
  for (const value of values) {
    const verdict = verdictOf(rule, value);
    if (!verdict.isValid || value.unit !== rule.unit) continue;
    const { deviceId, measuredAt } = value;
    const given = { value: value.value, measuredAt, isCorrection: false, broken: verdict.broken };
    const { run, change } = advanced(runs.get(deviceId) ?? null, given, rule);
    if (change === 'OPENED' && run) {
      const one = { run, first: value };
      open.set(deviceId, one);
      opened.push(one);
    }
    const current = open.get(deviceId);
    if (current && run?.isOpen) current.run = run;
    if (run && change !== 'ENDED') runs.set(deviceId, run);
    else {
      runs.delete(deviceId);
      open.delete(deviceId);
    }
  }
  return opened.sort((a, b) => a.run.firstAt.getTime() - b.run.firstAt.getTime());
}
