import { cleanText } from '../../text/clean.js';
import { duration } from '../duration.js';
import { fold } from '../text/fold.js';
import { type Style, styleOf, type TextOptions } from '../text/style.js';
import type { ApplyDocument, ApplyFile, ApplyFix } from './schema.js';

const NONE = 'none needed';
/** Longest path that Linux takes. */
const MAX_PATH_CHARACTERS = 4096;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** What `regdoctor apply` would do or did, for people: the chosen fixes with their diffs, what a person has to run, the other fixes. */
export function renderApplyText(document: ApplyDocument, again: string, options: TextOptions): string {
  const style = styleOf(options);
  const { report, root, fixes } = document;
  const lines = [
    style.paint(
      'bold',
      `apply: ${report?.operation ?? ''} of ${report?.reference ?? ''}, as checked ${report?.startedAt ?? ''}`,
    ),
    `files under: ${cleanText(root, MAX_PATH_CHARACTERS)}`,
    '',
  ];
  const chosen = fixes.filter(({ state }) => CHOSEN.includes(state));
  for (const fix of chosen) lines.push(...fixLines(fix, style, options), '');
  const others = fixes.filter(({ state }) => !CHOSEN.includes(state));
  if (others.length > 0) lines.push(chosen.length > 0 ? 'Not chosen:' : 'What the report has:');
  for (const fix of others) lines.push(...otherLines(fix, options));
  if (others.length > 0) lines.push('');
  lines.push(...fold(document.summary, options.width, '').map((line) => style.paint('bold', line)));
  lines.push(...nextLines(document, chosen, again, style));
  return `${lines.join('\n')}\n`;
}

/** What to paste next, each under what it does. */
function nextLines(document: ApplyDocument, chosen: readonly ApplyFix[], again: string, style: Style): string[] {
  const { write, exitCode, backup, checkAgain } = document;
  const files = chosen.flatMap((fix) => (fix.state === 'ready' || fix.state === 'written' ? fix.files : []));
  const lines: string[] = [];
  const add = (what: string, line: string): void => void lines.push(`${what}:`, `  ${style.paint('cyan', line)}`);
  if (backup !== null && files.some(({ state, written }) => written && state !== 'new'))
    lines.push(`what was there is kept in ${backup.directory}`);
  if (backup !== null) add('take it back', backup.undo);
  if (!write && exitCode === 0 && files.some(({ state }) => state !== 'same')) add('write it', again);
  else if (chosen.length > 0 && checkAgain !== null) add('check again', checkAgain);
  return lines;
}

const CHOSEN: readonly ApplyFix['state'][] = ['ready', 'written', 'already', 'by-hand', 'refused'];

function fixLines(fix: ApplyFix, style: Style, options: TextOptions): string[] {
  const { proof, state, why } = fix;
  const head = `${fix.id} for ${fix.client}: ${fix.summary}`;
  const lines = fold(head, options.width, '  ', '').map((line) => style.paint('bold', line));
  if (state === 'refused')
    return [...lines, ...fold(`${style.symbol.fail} refused: ${why ?? ''}`, options.width, '    ', '  ')];
  const kind = { replayed: 'proven by replay', tried: 'tried', hypothetical: 'if what nobody has seen is so' }[
    proof.kind
  ];
  const sides = [proof.before, proof.after].map(({ outcome, ms }) => `${outcome} ${duration(ms)}`);
  lines.push(`  (${kind}: ${sides.join(` ${style.symbol.arrow} `)})`);
  for (const limit of fix.limits) lines.push(...fold(`limit: ${limit}`, options.width, '    ', '  '));
  if (state === 'already') lines.push(`  ${style.symbol.ok} it is so already`);
  for (const file of fix.files) lines.push(...fileLines(file, style, options));
  const toRun = fix.commands.length > 0 || (fix.reload !== '' && fix.reload !== NONE);
  if (toRun) lines.push('  for a person to run, on the machine itself:');
  for (const command of fix.commands)
    lines.push(
      ...(CONTROL.test(command)
        ? ["    a command holds characters that don't belong on a terminal: see --json"]
        : command.split('\n').map((line) => style.paint('cyan', line))),
    );
  for (const text of fix.prose) lines.push(...fold(text, options.width, '    ', '  '));
  if (fix.reload !== '' && fix.reload !== NONE) lines.push(`  reload: ${fix.reload}`);
  return lines;
}

const DEED = { new: 'new file', changed: 'change', removed: 'remove', same: 'as it is' } as const;

function fileLines(file: ApplyFile, style: Style, options: TextOptions): string[] {
  const path = cleanText(file.path, MAX_PATH_CHARACTERS);
  const lines = [`  ${file.written ? `${style.symbol.ok} written: ` : ''}${DEED[file.state]} ${path}`];
  if (file.note !== null) lines.push(...fold(`${style.symbol.unknown} ${file.note}`, options.width, '      ', '    '));
  if (file.state !== 'same')
    for (const { pointer, from } of file.edits)
      lines.push(
        ...fold(
          `copy ${cleanText(from, MAX_PATH_CHARACTERS)} to ${cleanText(pointer, MAX_PATH_CHARACTERS)}; its value is not shown`,
          options.width,
          '      ',
          '    ',
        ),
      );
  if (file.diff.length === 0) return lines;
  const old = file.state === 'new' ? '/dev/null' : `a${path}`;
  return [...lines, ...[`--- ${old}`, `+++ b${path}`, ...file.diff].map((line) => painted(line, style))];
}

function painted(line: string, style: Style): string {
  if (line.startsWith('+')) return style.paint('green', line);
  return line.startsWith('-') ? style.paint('red', line) : line;
}

function otherLines(fix: ApplyFix, options: TextOptions): string[] {
  const why = fix.state === 'left' ? 'another one' : (fix.why ?? '');
  const how = fix.state === 'to-name' ? ` (only with --fix ${fix.id}: ${why})` : ` (${why})`;
  return fold(`${fix.id} for ${fix.client}: ${fix.summary}${how}`, options.width, '    ', '  ');
}
