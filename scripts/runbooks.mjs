// Writes into docs/runbooks what regdoctor prints for each finding code that a lab shows. `--check` only compares.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { steadyReport, steadyText } from './steady.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const BEGIN = '<!-- begin: printed by regdoctor, written by scripts/runbooks.mjs -->';
const END = '<!-- end: printed by regdoctor -->';
/** The section stands before this one. */
const NEXT_HEADING = '\n## See it by hand\n';
/** A terminal of the usual width shows the page without wrapping this. */
const WIDTH = 80;
/** Labs mostly wait; more at a time would measure each other. */
const AT_A_TIME = 4;
const LEFT_OUT = '[…]';

// Root may write where others may not, and fixes say so: pages are written as root.
process.getuid = () => 0;
const { checkLab, FINDING_CODES, labCatalogue, renderText, startLab } = await bundled();
const labs = labCatalogue();
const checks = process.argv.includes('--check');
/** Code of each page that is not as it would be written, with the first line that differs. */
const stale = new Map();
await inTurns([...FINDING_CODES], AT_A_TIME, renew);
// A busy machine may make a lab's own answers late: what differs is looked at again, alone.
if (checks) await inTurns([...stale.keys()], 1, renew);
for (const [code, line] of stale) console.error(`docs/runbooks/${code}.md is stale (now: "${line}"): npm run runbooks`);
if (stale.size > 0) process.exitCode = 1;

/** Writes one page anew, or only looks whether it would change. */
async function renew(code) {
  const path = join(root, 'docs/runbooks', `${code}.md`);
  const page = await readFile(path, 'utf8').catch(() => null);
  if (page === null) return;
  const next = withSection(page, await sectionOf(code), code);
  stale.delete(code);
  if (next !== page && checks) stale.set(code, firstDifference(page, next));
  else if (next !== page) await writeFile(path, next);
}

/** The section for a code, or an empty text where no lab shows it. A lab of the code's own name goes before one of a case. */
async function sectionOf(code) {
  const shown = labs.filter(({ expected }) => expected === code);
  const lab = shown.find(({ name }) => name === code) ?? shown[0];
  if (lab === undefined) return '';
  const printed = await printedBy(lab.name, code);
  const title = lab.title.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase()).replaceAll('’', "'");
  return `${BEGIN}
## What regdoctor prints

The lab \`${lab.name}\` sets it up on one machine: ${title}. \`${LEFT_OUT}\` stands for what is left out.

\`\`\`text
$ regdoctor lab ${lab.name} --check
${LEFT_OUT}
${printed}
\`\`\`
${END}
`;
}

/** The finding of a lab with its first fix, as a terminal shows it, without what differs from run to run. */
async function printedBy(name, code) {
  const startedMs = Date.now();
  const lab = await startLab(name);
  try {
    const report = steadyReport(await checkLab(lab, { json: true }), startedMs);
    const finding = report.findings.find(({ severity }) => severity !== 'info') ?? report.findings[0];
    if (finding?.code !== code) throw new Error(`lab ${name} shows ${finding?.code}, not ${code}`);
    const short = { ...report, clients: [], unknown: [], notes: [], disagreement: null };
    const first = { ...finding, fixes: finding.fixes.slice(0, 1) };
    const text = renderText(
      { ...short, findings: [first] },
      { color: false, unicode: true, width: WIDTH, verbose: true },
    );
    const lines = text.trimEnd().split('\n');
    const begin = lines.findIndex((line) => line.endsWith(` ${code}`));
    const end = lines.findLastIndex((line) => line.startsWith('  more: '));
    const shortened = lines.slice(begin, end);
    if (finding.fixes.length > 1) shortened.push('', `  ${LEFT_OUT}`);
    return steadyText([...shortened, lines[end], LEFT_OUT].join('\n'));
  } finally {
    await lab.stop();
  }
}

/** The page with the section at its place instead of the one that it has. */
function withSection(page, section, code) {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if ((begin === -1) !== (end === -1) || end < begin)
    throw new Error(`docs/runbooks/${code}.md: marks without partner`);
  const bare = begin === -1 ? page : page.slice(0, begin) + page.slice(end + END.length).replace(/^\n+/, '');
  if (section === '') return bare;
  const at = bare.indexOf(NEXT_HEADING) + 1;
  if (at === 0) throw new Error(`docs/runbooks/${code}.md has no heading${NEXT_HEADING.trimEnd()}`);
  return `${bare.slice(0, at)}${section}\n${bare.slice(at)}`;
}

/** The first line of a new page that the old one doesn't have there. */
function firstDifference(page, next) {
  const lines = page.split('\n');
  return next.split('\n').find((line, index) => line !== lines[index]) ?? '';
}

/** Does the work for all items, some at a time. */
async function inTurns(items, atATime, work) {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}

/** What is needed of the sources, as scripts/build.mjs bundles them. */
async function bundled() {
  const outfile = join(tmpdir(), `regdoctor-runbooks-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `
        export { checkLab } from './src/cli/lab-check.js';
        export { FINDING_CODES } from './src/findings/codes.js';
        export { labCatalogue } from './src/lab/catalogue.js';
        export { startLab } from './src/lab/lab.js';
        export { renderText } from './src/report/text/render.js';`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    define: { __REGDOCTOR_VERSION__: '"0.0.0"' },
    banner: { js: "import {createRequire as __cr} from 'node:module';const require=__cr(import.meta.url);" },
    logLevel: 'warning',
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile, { force: true });
  }
}
