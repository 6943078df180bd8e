/**
 * The part of the type-check that tsc cannot do: it sees no file that nothing imports. The `feature` of a folder lists
 * its tables, resolvers, references, consumers, jobs and routes; the folder makes its services and repositories, as a
 * rule in `feature.ts`; `features.ts` names each feature. A feature that makes an object of a package lists the entries
 * that the package provides. Prints the forgotten entries, and fails. The argument is another tree.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';

/** @typedef {{ name: string, list: string }} Thing a name, and the list of its feature that must hold it */

const MADE = 'its objects';

/** The list for a function or a method, by the type that it declares to return. @type {Record<string, string>} */
const LISTS = { EventConsumer: 'consumers', BackgroundJob: 'jobs', HttpDoor: 'routes' };

const NO_PART = /\.(test|builder|fixture)\.ts$|\/(migrations|seed|testing)\//;

const tree = resolve(process.argv[2] ?? root);
const provided = providedByPackages();
const forgotten = [...new Set(globSync('subgraphs/*/src', { cwd: tree }).flatMap(forgottenIn))];
if (forgotten.length > 0) {
  console.error(forgotten.sort().join('\n'));
  process.exit(1);
}

/** @param {string} home the folder of a subgraph's code @returns {string[]} */
function forgottenIn(home) {
  const files = globSync(`${home}/*/**/*.ts`, { cwd: tree }).filter((file) => !NO_PART.test(file));
  const sources = files.map((file) => ({ door: doorOf(file), source: parse(file) }));
  const listed = new Set(
    sources.flatMap(({ door, source }) => listedIn(source).map((thing) => keyOf(door, thing))),
  );
  const things = sources.flatMap(({ door, source }) =>
    [
      ...thingsOf(source).map((thing) => ({ ...thing, file: source.fileName })),
      ...madeIn(source).flatMap((made) => provided.get(made) ?? []),
    ].map((thing) => ({ ...thing, key: keyOf(door, thing), door })),
  );
  return [
    ...things
      .filter(({ key }) => !listed.has(key))
      .map(({ door, list, name, file }) => `${door}: ${list} lack ${name} of ${file}`),
    ...unnamed(`${home}/features.ts`, [...new Set(sources.map(({ door }) => door))]),
  ];
}

/** The things of packages for the lists of features, by the classes of the package. */
function providedByPackages() {
  /** @type {Map<string, Array<Thing & { file: string }>>} */
  const byClass = new Map();
  for (const index of globSync('packages/*/src/index.ts', { cwd: root })) {
    const exported = new Set(readFileSync(join(root, index), 'utf8').match(/\w+/g));
    const files = globSync(`${dirname(index)}/*.ts`, { cwd: root }).filter((file) => !NO_PART.test(file));
    const sources = files.map((file) => parse(file, root));
    const functions = sources.flatMap((source) =>
      thingsOf(source)
        .filter(({ list, name }) => Object.values(LISTS).includes(list) && exported.has(name))
        .map((thing) => ({ ...thing, file: source.fileName })),
    );
    for (const name of functions.length > 0 ? sources.flatMap(classesOf) : []) byClass.set(name, functions);
  }
  return byClass;
}

/** @param {ts.SourceFile} source @returns {string[]} */
function classesOf({ statements }) {
  return statements.flatMap((each) => (ts.isClassDeclaration(each) && each.name ? [each.name.text] : []));
}

/** The classes whose objects a file makes. @param {ts.SourceFile} source @returns {string[]} */
function madeIn(source) {
  return listedIn(source).flatMap(({ list, name }) => (list === MADE ? [name] : []));
}

/** A reference may stand in any feature of the subgraph. @param {string} door @param {Thing} thing */
function keyOf(door, { list, name }) {
  return [list === 'references' ? '' : door, list, name].join(' ');
}

/** The `feature.ts` of the folder of a file. @param {string} file */
function doorOf(file) {
  return `${file.split('/').slice(0, 4).join('/')}/feature.ts`;
}

/** The exports of features that the file of all features does not name. @param {string} file @param {string[]} doors */
function unnamed(file, doors) {
  const source = parse(file);
  const named = new Set();
  for (const each of source.statements) {
    if (!ts.isImportDeclaration(each) || !each.importClause?.namedBindings) continue;
    const space = each.importClause.namedBindings;
    const door = join(dirname(file), /** @type {ts.StringLiteral} */ (each.moduleSpecifier).text);
    if (!ts.isNamespaceImport(space)) continue;
    walk(source, (node) => {
      if (!ts.isPropertyAccessExpression(node) || node.expression.getText() !== space.name.text) return;
      named.add(`${node.name.text} of ${door}`);
    });
  }
  return doors
    .filter((door) => existsSync(resolve(tree, door)))
    .flatMap((door) => exportsOf(parse(door)).map((name) => `${name} of ${door}`))
    .filter((each) => !named.has(each))
    .map((each) => `${file}: lacks ${each}`);
}

/** The names in the lists of `feature`, and the classes that a file makes. @param {ts.SourceFile} source @returns {Thing[]} */
function listedIn(source) {
  /** @type {Thing[]} */
  const listed = [];
  walk(source, (node) => {
    if (ts.isNewExpression(node)) listed.push({ list: MADE, name: node.expression.getText() });
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== 'feature' || !node.initializer) return;
    if (!ts.isObjectLiteralExpression(node.initializer)) return;
    for (const each of node.initializer.properties) {
      const list = each.name?.getText() ?? '';
      walk(each, (inner) => void (ts.isIdentifier(inner) && listed.push({ list, name: inner.text })));
    }
  });
  return listed;
}

/** The things of a file that a feature lists. @param {ts.SourceFile} source @returns {Thing[]} */
function thingsOf(source) {
  /** @type {Thing[]} */
  const things = [];
  walk(source, (node) => {
    if (ts.isClassDeclaration(node)) things.push(...rolesOf(node));
    if (!ts.isFunctionDeclaration(node) && !ts.isMethodDeclaration(node)) return;
    const list = LISTS[node.type?.getText().replace(/\[\]$/, '') ?? ''];
    if (list) things.push({ name: node.name?.getText() ?? '', list });
  });
  return things;
}

/** @param {ts.ClassDeclaration} node @returns {Thing[]} */
function rolesOf(node) {
  const name = node.name?.getText() ?? '';
  const decorators = (ts.getDecorators(node) ?? []).map(({ expression }) => expression.getText());
  const has = (/** @type {RegExp} */ pattern) => decorators.some((each) => pattern.test(each));
  const isAbstract = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);
  const lists = {
    entities: has(/^Entity\(/),
    resolvers: has(/^Resolver\(/),
    references: has(/@key(?!.*resolvable: false)/),
    [MADE]: /(Service|Repository)$/.test(name) && !isAbstract,
  };
  return Object.entries(lists).flatMap(([list, belongs]) => (belongs ? [{ name, list }] : []));
}

/** The functions and constants that a file exports. @param {ts.SourceFile} source @returns {string[]} */
function exportsOf({ statements }) {
  return statements
    .filter((each) => /^export /.test(each.getText()))
    .flatMap((each) => {
      if (ts.isFunctionDeclaration(each)) return [each.name?.text ?? ''];
      if (!ts.isVariableStatement(each)) return [];
      return each.declarationList.declarations.map(({ name }) => name.getText());
    });
}

/** @param {string} file */
function parse(file, from = tree) {
  return ts.createSourceFile(file, readFileSync(resolve(from, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

/** @param {ts.Node} node @param {(node: ts.Node) => void} visit */
function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
