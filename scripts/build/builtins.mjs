// Node's own modules as the bundle takes them. An `import` of one makes Node touch everything it exports, which loads its streams, its promises and more.
import { builtinModules, createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const BUILTIN = new Set(builtinModules.flatMap((name) => (name.startsWith('node:') ? [name] : [name, `node:${name}`])));

/** An esbuild plugin: each name that is used is taken by itself. */
export const builtins = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind, importer }) =>
      BUILTIN.has(path) && kind !== 'entry-point'
        ? // One for each file that imports it: a shared one would become a file of its own.
          {
            path,
            suffix: `?${importer}`,
            namespace: kind === 'require-call' ? 'builtin-required' : 'builtin-imported',
            sideEffects: false,
          }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'builtin-required' }, ({ path }) => ({
      contents: `module.exports = ${found(path)};`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'builtin-imported' }, ({ path }) => ({ contents: importable(path) }));
  },
};

function found(path) {
  return `process.getBuiltinModule(${JSON.stringify(path)})`;
}

function importable(path) {
  const names = Object.keys(require(path)).filter((name) => IDENTIFIER.test(name) && name !== 'default');
  return [
    `const module = ${found(path)};`,
    'export default module;',
    // A bundler drops a call that is marked so where its result is not used; of a property it doesn't know whether a getter stands behind it.
    ...names.map(
      (name) => `const _${name} = /* @__PURE__ */ (() => module.${name})(); export { _${name} as ${name} };`,
    ),
  ].join('\n');
}
