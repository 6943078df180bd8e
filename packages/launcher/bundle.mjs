import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { programs } from './commands.mjs';
import { inRoot, root } from './paths.mjs';

/**
 * Bundles the programs into `dist/` (docs/decisions/0134-programs-are-bundled.md). Code that several programs share
 * goes into files of its own.
 */
const OUT = inRoot('dist');
/** Libraries that stay apart: a binary beside the code, an import by a computed name, a warning of Node, a page of 9 MB. */
const APART = /^(sharp|file-type|node-fetch|@graphql-yoga\/render-graphiql.*)$/;
/** Libraries in CommonJS use names that an ES module does not have. */
const COMMON_JS = [
  "import { createRequire as requireFrom } from 'node:module';",
  'const require = requireFrom(import.meta.url), { filename: __filename, dirname: __dirname } = import.meta;',
].join('\n');

await rm(OUT, { recursive: true, force: true });
await build({
  entryPoints: programs,
  absWorkingDir: root,
  outdir: OUT,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // The names of classes are names in the schema and in the database.
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
  banner: { js: COMMON_JS },
  plugins: [{ name: 'places', setup: keepPlaces }],
});

/** A module finds the files beside it from the place of the bundle. @param {import('esbuild').PluginBuild} bundle */
function keepPlaces(bundle) {
  bundle.onResolve({ filter: APART }, ({ path: library, importer }) => ({
    path: fromBundle(createRequire(importer).resolve(library)),
    external: true,
  }));
  bundle.onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, async ({ path: file }) => {
    if (file.includes('node_modules')) return undefined;
    const place = `new URL(${JSON.stringify(fromBundle(file))}, import.meta.url).href`;
    return { contents: (await readFile(file, 'utf8')).replaceAll('import.meta.url', place), loader: 'js' };
  });
}

/** @param {string} file */
function fromBundle(file) {
  return `./${path.relative(OUT, file)}`.replaceAll('\\', '/');
}
