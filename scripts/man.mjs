// Writes docs/man/regdoctor.1 from oclif.manifest.json and the sections in man-sections.mjs. `--check` only compares. Needs a build.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENVIRONMENT, EXAMPLES, EXIT_STATUS, FILES, FLAG_GROUPS, INTRODUCTION, SEE_ALSO } from './man-sections.mjs';

const FILE = 'docs/man/regdoctor.1';
/** Columns of an example: what is left of 80 within its indentation. */
const EXAMPLE_COLUMNS = 64;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const manifest = JSON.parse(await readFile(join(root, 'oclif.manifest.json'), 'utf8'));
const commands = Object.values(manifest.commands).toSorted((a, b) => (a.id < b.id ? -1 : 1));

const page = `${[
  '.\\" Written by scripts/man.mjs: npm run man',
  // Without a date: the page changes with its contents only.
  `.TH REGDOCTOR 1 "" "regdoctor ${version}" "User Commands"`,
  '.nh',
  '.ad l',
  '.SH NAME',
  'regdoctor \\- say why a container image can\\(aqt be pulled or pushed, and what to paste to fix it',
  '.SH SYNOPSIS',
  ...commands.flatMap((command) => [...usagesOf(command), '.br']).slice(0, -1),
  '.SH DESCRIPTION',
  ...paragraphs(INTRODUCTION),
  '.SH COMMANDS',
  ...commands.flatMap(sectionOf),
  '.SH EXIT STATUS',
  ...definitions(EXIT_STATUS),
  '.SH ENVIRONMENT',
  ...paragraphs(ENVIRONMENT.text),
  ...definitions(ENVIRONMENT.variables),
  '.SH FILES',
  ...definitions(FILES),
  '.SH EXAMPLES',
  ...EXAMPLES.flatMap(example),
  '.SH SEE ALSO',
  ...paragraphs(SEE_ALSO),
].join('\n')}\n`;

const path = join(root, FILE);
if (!process.argv.includes('--check')) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, page);
} else if ((await readFile(path, 'utf8').catch(() => '')) !== page) {
  console.error(`${FILE} is stale: npm run man`);
  process.exitCode = 1;
}

/** The lines of a command in the synopsis. */
function usagesOf({ id, usage, args, flags, strict }) {
  const words = Object.values(args)
    .filter(({ hidden }) => hidden !== true)
    .map(({ name, required }) => {
      const word = `${name.toUpperCase()}${strict === false ? '...' : ''}`;
      return required ? word : `[${word}]`;
    });
  const usages = [
    usage ?? [`${id} ${[...words, ...(Object.keys(flags).length === 0 ? [] : ['[FLAGS]'])].join(' ')}`],
  ].flat();
  return usages
    .map((each) => `\\fBregdoctor ${id}\\fR ${escaped(each.replace(id, '').trim())}`)
    .join('\n.br\n')
    .split('\n');
}

function sectionOf({ id, summary, description, args, flags, examples = [] }) {
  return [
    `.SS regdoctor ${id}`,
    text(summary ?? ''),
    ...(description === undefined ? [] : ['.PP', text(description)]),
    ...definitions(
      Object.values(args)
        .filter(({ hidden }) => hidden !== true)
        .map(({ name, description: what, options }) => [name.toUpperCase(), withOptions(what, options)]),
    ),
    ...flagsOf(Object.values(flags).filter(({ hidden }) => hidden !== true)),
    ...(examples.length === 0 ? [] : ['.PP', 'For example:', ...examples.flatMap((each) => example(each, id))]),
  ];
}

/** Flags in the groups that the help has too. */
function flagsOf(flags) {
  const groups = Map.groupBy(flags, ({ helpGroup }) => helpGroup ?? '');
  return [...groups].flatMap(([group, members]) => [
    ...(group === '' ? [] : ['.PP', `\\fI${escaped(FLAG_GROUPS[group])}\\fR`]),
    ...members.flatMap(flagOf),
  ]);
}

function flagOf({ name, char, type, helpValue, multiple, description, options, default: preset, env }) {
  const value = type === 'boolean' ? '' : `=\\fI${escaped(helpValue ?? options?.join('|') ?? 'VALUE')}\\fR`;
  const short = char === undefined ? '' : `\\fB\\-${char}\\fR, `;
  const notes = [
    ...(multiple ? ['Repeatable.'] : []),
    ...(preset === undefined ? [] : [`Default: ${preset}.`]),
    ...(env === undefined ? [] : [`Also as the variable ${env}.`]),
  ];
  return ['.TP', `${short}\\fB${escaped(`--${name}`)}\\fR${value}`, text([sentence(description), ...notes].join(' '))];
}

function withOptions(description, options) {
  return options === undefined ? sentence(description) : `${sentence(description)} One of ${options.join(', ')}.`;
}

function sentence(description = '') {
  const begun = description.charAt(0).toUpperCase() + description.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

function definitions(pairs) {
  return pairs.flatMap(([term, meaning]) => ['.TP', `\\fB${escaped(term)}\\fR`, text(meaning)]);
}

function paragraphs(all) {
  return all.flatMap((paragraph) => ['.PP', text(paragraph)]).slice(1);
}

/** A line to type, folded as a shell takes it. */
function example(given, id = '') {
  const { description, command } = typeof given === 'string' ? { command: given } : given;
  const line = command.replaceAll('<%= config.bin %>', 'regdoctor').replaceAll('<%= command.id %>', id);
  const rows = [];
  for (const word of line.split(' ')) {
    const last = rows.at(-1);
    if (last === undefined || `${last} ${word}`.length > EXAMPLE_COLUMNS)
      rows.push(rows.length === 0 ? word : `    ${word}`);
    else rows[rows.length - 1] = `${last} ${word}`;
  }
  const folded = rows.map((row, index) => escaped(index < rows.length - 1 ? `${row} \\` : row));
  return [
    ...(description === undefined ? ['.PP'] : ['.PP', text(description)]),
    '.RS 4',
    '.nf',
    ...folded,
    '.fi',
    '.RE',
  ];
}

/** Running text; what stands in backticks becomes bold. */
function text(prose) {
  return prose
    .split('`')
    .map((part, index) => (index % 2 === 1 ? `\\fB${escaped(part)}\\fR` : escaped(part)))
    .join('');
}

/** Characters that mean something to roff, or that it would make typographic, so that lines can be pasted from the page. */
function escaped(plain) {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/['’]/g, '\\(aq')
    .replaceAll('"', '\\(dq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replace(/^\./, '\\&.');
}
