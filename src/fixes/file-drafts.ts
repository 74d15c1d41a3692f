import type { HostFiles } from '../host/host.js';
import { redactFile } from '../host/redact.js';
import { shellWord } from '../text/shell.js';
import { type FixDraft, type FixFile, write } from './fix.js';
import { type LineChange, lineChanges } from './line-changes.js';

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
    else if (redactFile(path, content) === content) plain.push(write(path, content));
    else {
      const read = files.read(path);
      const lines = read.kind === 'file' ? lineChanges(ended(read.text), ended(content)) : null;
      const shown = lines === null ? null : commandsFor(path, lines);
      if (shown === null) return null;
      commands.push(...shown);
      hidden.push({ path, content });
    }
  }
  const prose = hidden.map(({ path }) => `${path} holds credentials: only the lines that change are shown`);
  return { files: plain, commands, prose, change: { files: hidden } };
}

/** The newline that ends the last line begins no further one: sed never gets to a line behind it. */
function ended(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** sed, from the bottom up, so that line numbers hold. Null where a line that changes holds a secret, or comes before the first. */
function commandsFor(path: string, changes: readonly LineChange[]): string[] | null {
  const commands: string[] = [];
  for (const { after, removed, added } of changes.toReversed()) {
    const text = [...removed, ...added].join('\n');
    const last = after + removed.length;
    if (redactFile(path, text) !== text || last === 0) return null;
    const remove = removed.length === 0 ? '' : ` -e '${after + 1},${last}d'`;
    const target = shellWord(path);
    if (added.length === 0) commands.push(`sed -i${remove} ${target}`);
    else {
      const lines = added.map((line) => `'${line.replaceAll("'", `'\\''`)}'`).join(' ');
      commands.push(`printf '%s\\n' ${lines} | sed -i -e '${last}r /dev/stdin'${remove} ${target}`);
    }
  }
  return commands;
}
