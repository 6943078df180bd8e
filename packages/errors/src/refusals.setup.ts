import { subscribe } from 'node:diagnostics_channel';
import { afterEach } from '@jest/globals';
import { ERROR_CHANNEL, type ErrorExtensions } from './ecogrid-error.ts';
import { latinWords } from './latin.ts';

const faults: string[] = [];

/** Examines the Chinese text of every refusal that a unit test provokes, and fails the test in which it is created. */
subscribe(ERROR_CHANNEL, (message) => {
  const { code, details, messages } = message as ErrorExtensions;
  const words = latinWords(messages.zh, details);
  if (words.length > 0) faults.push(`${code}: ${words.join(', ')} in "${messages.zh}"`);
});

afterEach(() => {
  const found = faults.splice(0);
  if (found.length > 0) throw new Error(`Latin words in Chinese texts:\n${found.join('\n')}`);
});
