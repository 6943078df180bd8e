import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The root of the checkout, whatever directory the command was called from. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string[]} parts @returns {string} an absolute path inside the checkout */
export const inRoot = (...parts) => path.join(root, ...parts);
