import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The root of the checkout, independent of the current directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string[]} parts @returns {string} an absolute path inside the checkout */
export const inRoot = (...parts) => path.join(root, ...parts);
