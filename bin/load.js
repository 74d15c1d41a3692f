// Loads the program: with the code that V8 made of it when it was built, where that fits, and else file by file. The code lies beside the program, is
// read and never written here, so that whoever could change it could change the program as well; a home or a temporary directory is never asked.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');

const DIST = join(__dirname, '../dist');
const PROGRAM = join(DIST, 'program.cjs');
/** Commands that say their first line before anything else is loaded. */
const ANNOUNCED = ['check', 'egress', 'roundtrip'];

/** Where V8's code for a command is kept: another Node would throw it away. */
function codeFile(command) {
  return join(DIST, 'code', `${command}-${process.version}-${process.platform}-${process.arch}.bin`);
}

/** The HTTP parser is WebAssembly with one huge function. V8 would optimise it for some 60 ms, and the end waits for that; a check has parsed its answers long before. */
const NO_TIERING = '--wasm-tiering-budget=1000000000';

/** V8's code for the command, or undefined. With flags of its own, V8 would refuse it after reading all of the program. */
function codeFor(command) {
  if (!/^[a-z][a-z-]*$/.test(command) || process.execArgv.length > 0 || process.env.NODE_OPTIONS) return undefined;
  try {
    return readFileSync(codeFile(command));
  } catch {
    return undefined;
  }
}

/** The one script that holds the whole program. Latin-1 takes no decoding: the bundler wrote nothing but ASCII. */
function compile(cachedData) {
  return new Script(readFileSync(PROGRAM, 'latin1'), { filename: PROGRAM, cachedData });
}

/** Runs the program from the script that holds it. */
function run(script) {
  const chunks = script.runInThisContext();
  const loaded = new Map();
  const here = pathToFileURL(join(DIST, 'main.js')).href;
  const requireChunk = (name) => {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    if (!Object.hasOwn(chunks, name)) return require(name.startsWith('./') ? join(DIST, name) : name);
    const module = { exports: {} };
    loaded.set(name, module);
    chunks[name](module.exports, requireChunk, module, here);
    return module.exports;
  };
  requireChunk('./main.js');
}

/** Starts the program. */
exports.load = () => {
  const command = process.argv[2] ?? '';
  if (ANNOUNCED.includes(command)) require(join(DIST, 'first-line.cjs'));
  const code = codeFor(command);
  const script = code === undefined ? undefined : compile(code);
  // After it was read: code that was made under other flags is refused.
  if (ANNOUNCED.includes(command)) require('node:v8').setFlagsFromString(NO_TIERING);
  if (script !== undefined) run(script);
  else import(pathToFileURL(join(DIST, 'main.js')).href);
};

/** For the build: runs the program as called, and keeps the code that V8 has by then, beside what earlier runs of the command left. */
exports.keep = () => {
  const { mkdirSync, renameSync, writeFileSync } = require('node:fs');
  const { setFlagsFromString } = require('node:v8');
  const command = process.argv[2] ?? '';
  // What ran first would be thrown away as old by the time that the code is kept.
  setFlagsFromString('--no-flush-bytecode');
  const script = compile(codeFor(command));
  process.once('exit', () => {
    // Code that was made under other flags is refused.
    setFlagsFromString('--flush-bytecode');
    mkdirSync(join(DIST, 'code'), { recursive: true });
    writeFileSync(`${codeFile(command)}.new`, script.createCachedData());
    renameSync(`${codeFile(command)}.new`, codeFile(command));
  });
  run(script);
};
