// Libraries that a start loads only where something of them is called: the parser of YAML where there is a YAML file, tables where one is printed.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** Of these, functions and classes are imported and nothing else, or (ipaddr.js) an object that holds them. */
export const LAZY_LIBRARIES = ['ipaddr.js', 'jsonc-parser', 'table', 'toml-eslint-parser', 'yaml'];

/** An esbuild plugin: each of these libraries is a file of its own, and its functions load it when they are called. */
export const lazyLibraries = {
  name: 'lazy-libraries',
  setup(build) {
    build.onResolve({ filter: /^[a-z.-]+$/ }, ({ path, kind }) =>
      kind === 'import-statement' && LAZY_LIBRARIES.includes(path)
        ? { path, namespace: 'lazy-library', sideEffects: false }
        : undefined,
    );
    // Libraries have folders of that name too (chalk, in ora).
    build.onResolve({ filter: /^\.\/vendor\//, namespace: 'lazy-library' }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: 'lazy-library' }, ({ path }) => ({ contents: stub(path) }));
  },
};

function stub(library) {
  const callable = Object.entries(require(library)).filter(([, value]) => typeof value === 'function');
  return [
    'let loaded;',
    `const load = () => (loaded ??= require('./vendor/${library}.cjs'));`,
    'const late = (name) => new Proxy(function () {}, {',
    '  apply: (_, self, values) => Reflect.apply(load()[name], self, values),',
    '  construct: (_, values) => Reflect.construct(load()[name], values),',
    // `instanceof` asks for the prototype.
    '  get: (_, key) => load()[name][key],',
    '});',
    'export default /* @__PURE__ */ new Proxy({}, { get: (_, key) => load()[key] });',
    ...callable.map(([name]) => `export const ${name} = /* @__PURE__ */ late('${name}');`),
  ].join('\n');
}
