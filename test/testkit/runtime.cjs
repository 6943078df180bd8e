'use strict';
const { Script } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/**
 * Jest's runtime gives each test file modules of its own, and for that it reads and compiles each library again.
 * Here a worker reads and compiles a library once. Each test file still runs the library's code itself, in its own
 * context, so that files share no state. Files outside of node_modules are left to Jest.
 */
class RuntimeThatCompilesOnce extends Runtime {
  constructor(...args) {
    super(...args);
    current = this;
    const { transformCache, executor, cjsExportsCache } = this;

    const transform = transformCache.transform.bind(transformCache);
    transformCache.transform = (filename, options) =>
      isLibrary(filename)
        ? kept(sources, filename, () => transform(filename, options))
        : transform(filename, options);

    const compile = executor.compile.bind(executor);
    executor.compile = (source, filename) => {
      const context = this._environment.getVmContext();
      if (!isLibrary(filename) || !context) return compile(source, filename);
      return kept(scripts, filename, () => scriptOf(source, filename, executor)).runInContext(context);
    };

    const exportsOf = cjsExportsCache.getExportsOf.bind(cjsExportsCache);
    cjsExportsCache.getExportsOf = (from, filename) =>
      isLibrary(filename) && filename.endsWith('js')
        ? kept(exported, filename, () => exportsOf(from, filename))
        : exportsOf(from, filename);
  }
}

let current;
const sources = new Map();
const scripts = new Map();
const exported = new Map();

const isLibrary = (filename) => filename.includes('/node_modules/');

function kept(map, key, make) {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

function scriptOf(source, filename, { injectedModuleParameters }) {
  const text = `(function (${injectedModuleParameters.join(', ')}) {${source}\n})`;
  return new Script(text, {
    filename,
    // A script outlives the test file that compiled it: a dynamic import belongs to the test file that runs.
    importModuleDynamically: (specifier, _script, attributes, phase) =>
      current.esmLoader.dynamicImportFromCjs(
        specifier,
        filename,
        current._environment.getVmContext(),
        attributes,
        phase,
      ),
  });
}

module.exports = { __esModule: true, default: RuntimeThatCompilesOnce };
