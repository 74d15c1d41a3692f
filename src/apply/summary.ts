import type { ApplyFix } from '../report/apply/schema.js';
import type { Written } from './disk/write-all.js';

/** What a run came to, in one or two sentences. */
export function summaryOf(run: {
  readonly fixes: readonly ApplyFix[];
  readonly write: boolean;
  /** Files that are to change. */
  readonly changes: number;
  /** Null: nothing was tried. */
  readonly wrote: Written | null;
}): string {
  const { fixes, write, changes, wrote } = run;
  const wrong = fixes.filter(({ state }) => state === 'refused');
  if (wrong.length > 0)
    return `Nothing ${write ? 'was' : 'would be'} written: ${wrong.map(({ id }) => id).join(', ')} ${wrong.length === 1 ? 'is' : 'are'} refused.`;
  if (wrote !== null && wrote.error !== null)
    return `${wrote.paths.length === 0 ? 'Nothing was written' : `Written was ${wrote.paths.join(', ')}, and then it stopped`}: ${wrote.error}.`;
  if (wrote !== null) return `${files(wrote.paths.length)} written.`;
  if (changes > 0) return `${files(changes)} would be written; nothing is yet.`;
  if (fixes.some(({ state }) => state === 'already')) return 'Nothing to do: it is so already.';
  if (fixes.some(({ state }) => state === 'by-hand'))
    return 'No file to write: what there is to do is for a person to paste.';
  return `Nothing to do here: ${nothing(fixes)}`;
}

/** Why nothing was chosen. */
function nothing(fixes: readonly ApplyFix[]): string {
  if (fixes.length === 0) return 'the report has no fix.';
  if (fixes.every(({ state }) => state === 'elsewhere')) return 'no fix of the report changes this machine.';
  return 'what the report has is carried out only where --fix names it.';
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
