import { chromium, type Browser } from 'playwright-core';
import { programOf } from './engines.ts';

/** Debian's Chromium, where it is installed: nothing is downloaded. */
export const chromiumPath = (): string | undefined => programOf('chromium', 'chromium');

/** A browser without a window. Root may start none with a sandbox, and it opens nothing but the page of the test. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
