/**
 * Draws the imports between packages into docs/architecture.md, between two markers, from the code itself.
 * `write` replaces the drawing; `check` fails when it differs from the code.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';

const PAGE = 'docs/architecture.md';
const [BEGIN, END] = ['<!-- imports:begin (written by npm run docs) -->', '<!-- imports:end -->'];
const ROOMS = '^(packages|subgraphs)/[^/]+|^gateway';

const page = existsSync(inRoot(PAGE)) ? readFileSync(inRoot(PAGE), 'utf8') : '';
const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
if (from < 0 || to < from) fail(`${PAGE} needs the lines\n${BEGIN}\n${END}\nwhere the diagram belongs.`);

const drawn = `${page.slice(0, from + BEGIN.length)}\n\n\`\`\`mermaid\n${draw()}\n\`\`\`\n\n${page.slice(to)}`;
if (process.argv[2] === 'write') writeFileSync(inRoot(PAGE), drawn);
else if (drawn !== page) fail(`The diagram of ${PAGE} differs from the code: npm run docs`);

/** @returns {string} a mermaid flowchart, one node for each package */
function draw() {
  const cruiser = inRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const options = ['--config', '.dependency-cruiser.mjs', '--output-type', 'mermaid', '--collapse', ROOMS];
  const only = ['--include-only', '^(packages|subgraphs|gateway)', '--exclude', '^packages/launcher'];
  const args = [cruiser, ...options, ...only, 'packages', 'gateway', 'subgraphs'];
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).trim();
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
