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
  if (document.backup !== null)
    lines.push(
      `what was there is kept in ${document.backup.directory}`,
      'take it back:',
      paste(document.backup.undo, style),
    );
  if (
    !document.write &&
    chosen.some(
      ({ state, files }) => state === 'ready' && files.some(({ written, state: own }) => !written && own !== 'same'),
    ) &&
    document.exitCode === 0
  )
    lines.push('write it:', paste(again, style));
  if (
    chosen.some(({ state }) => state === 'written' || state === 'already' || state === 'by-hand') &&
    document.checkAgain !== null
  )
    lines.push('check again:', paste(document.checkAgain, style));
  return `${lines.join('\n')}\n`;
}

const CHOSEN: readonly ApplyFix['state'][] = ['ready', 'written', 'already', 'by-hand', 'refused'];

function paste(line: string, style: Style): string {
  return `  ${style.paint('cyan', line)}`;
}

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
