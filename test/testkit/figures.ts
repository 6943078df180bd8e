import { readFileSync, writeFileSync } from 'node:fs';

/** The figures of a process as Linux tells them. */
const MEGABYTE_KB = 1_024;
/** Of CPU time in /proc: a hundredth of a second on every machine that runs this. */
const TICKS_PER_SECOND = 100;
const CLEAR_PEAK = '5';

function memory(pid: number | undefined, name: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / MEGABYTE_KB;
}

/** Resident memory in MB. */
export const rssOf = (pid: number | undefined): number => memory(pid, 'VmRSS');

/** The highest resident memory in MB since the peak was forgotten. */
export const peakRssOf = (pid: number | undefined): number => memory(pid, 'VmHWM');

export const forgetPeak = (pid: number | undefined): void =>
  writeFileSync(`/proc/${pid}/clear_refs`, CLEAR_PEAK);

/** Seconds of CPU that the process has used, in all its threads: other load does not show in it. */
export function cpuSecondsOf(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [, , ...fields] = stat.slice(stat.lastIndexOf(')')).split(' ');
  const [user = 0, system = 0] = fields.slice(10, 12).map(Number);
  return (user + system) / TICKS_PER_SECOND;
}
