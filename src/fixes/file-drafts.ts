import type { HostFiles } from '../host/host.js';
import { REMOVED_COMMENT } from '../host/known/comments.js';
import { REMOVED_KEY, redactFile } from '../host/redact.js';
import { REDACTED, redactedAuth } from '../host/redact-values.js';
import { shellWord } from '../text/shell.js';
import { type FixDraft, type FixFile, write } from './fix.js';
import { lineChanges } from './line-changes.js';

/** What redaction leaves: `host/redact-values.ts`, `host/known/comments.ts`. */
const MARKS: readonly string[] = [
  REMOVED_KEY,
  REMOVED_COMMENT,
  REDACTED,
  redactedAuth(Buffer.from('user:password').toString('base64')),
];

/** What of a draft carries changes of files out. */
export type FileDraft = Pick<FixDraft, 'files' | 'commands' | 'prose' | 'change'>;

/**
 * Files as a draft carries them. A new content that would hold a secret is never written out: there the lines that change are
 * put in by a command; null where even these hold one.
 */
export function fileDraft(
  files: HostFiles,
  changes: readonly { readonly path: string; readonly content: string | null }[],
): FileDraft | null {
  const plain: FixFile[] = [];
  const commands: string[] = [];
  const hidden: { path: string; content: string }[] = [];
  for (const { path, content } of changes) {
    if (content === null) plain.push({ path, action: 'remove', content: null, edits: [] });
    else if (!isReduced(content) && redactFile(path, content) === content) plain.push(write(path, content));
    else {
      const read = files.read(path);
      const shown = read.kind === 'file' ? commandsFor(path, ended(read.text), ended(content)) : null;
      if (shown === null) return null;
      commands.push(...shown);
      hidden.push({ path, content });
    }
  }
  const prose = hidden.map(({ path, content }) =>
    isReduced(content)
      ? `the report holds ${path} without its secrets and comments: only the lines that change are shown`
      : `${path} holds credentials: only the lines that change are shown`,
  );
  return { files: plain, commands, prose, change: { files: hidden } };
}

/** True for a content out of a saved report that something was taken out of: written whole, it would take away what people have. */
function isReduced(content: string): boolean {
  return MARKS.some((mark) => content.includes(mark));
}

/** The newline that ends the last line begins no further one: sed never gets to a line behind it. */
function ended(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** sed, from the bottom up, so that line numbers hold. Null where a line that changes holds a secret, or comes before the first. */
function commandsFor(path: string, before: string, after: string): string[] | null {
  const changes = lineChanges(before, after);
  if (changes === null) return null;
  const secret = { before: secretLines(path, before), after: secretLines(path, after) };
  const commands: string[] = [];
  let grown = 0;
  for (const { after: at, removed, added } of changes) {
    const last = at + removed.length;
    const from = at + grown;
    grown += added.length - removed.length;
    if (last === 0 || secret.before(at, removed.length) || secret.after(from, added.length)) return null;
    const remove = removed.length === 0 ? '' : ` -e '${at + 1},${last}d'`;
    const target = shellWord(path);
    if (added.length === 0) commands.unshift(`sed -i${remove} ${target}`);
    else {
      const lines = added.map((line) => `'${line.replaceAll("'", `'\\''`)}'`).join(' ');
      commands.unshift(`printf '%s\\n' ${lines} | sed -i -e '${last}r /dev/stdin'${remove} ${target}`);
    }
  }
  return commands;
}

/** Whether any of so many lines behind a line holds a secret: redaction keeps lines, and needs the whole text to know what a line is of. */
function secretLines(path: string, text: string): (after: number, count: number) => boolean {
  const own = text.split('\n');
  const shown = redactFile(path, text).split('\n');
  return (after, count) => own.slice(after, after + count).some((line, index) => line !== shown[after + index]);
}
