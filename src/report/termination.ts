import { firstCause, lastLine } from './last-line.js';
import type { Report } from './schema.js';
import { pasteLines } from './text/paste.js';
import { isPastedThere, whereToPaste } from './text/vantage-lines.js';

/** Most that the kubelet keeps of a container's termination message, bytes (kubernetes `pkg/kubelet/container/runtime.go`). */
export const MAX_TERMINATION_BYTES = 4096;
/** Most of it for one sentence that other people's names and errors stand in, so that all parts have a place. */
const MAX_SENTENCE_BYTES = 1000;
/** `kubectl describe pod` indents the message; lines stay readable there. */
const WIDTH = 100;

/**
 * The verdict as it stands in a pod's status when the terminal is lost: verdict and cause, what shows it, the first fix as lines to paste, and where
 * all of it is. It ends at the end of a line. A fix that doesn't fit whole is only named: half a here-document must not be pasted.
 * @param whole where all of it can be read, in a few words.
 */
export function terminationMessage(report: Report, whole: string): string {
  const cause = firstCause(report);
  const head = [lastLine(report), `${report.operation} ${report.reference.input}`].map(cut);
  const end = cut(`All of it: ${whole}`);
  const shows = [
    ...(cause?.evidence ?? []).map(({ text }) => `- ${text}`),
    ...report.unknown.map(({ what, why, needed }) => `? ${what}: ${why}. Needed: ${needed}`),
  ].map(cut);
  const left = MAX_TERMINATION_BYTES - bytesOf([...head, end]);
  // What shows the cause gets half of the room: the fix is worth as much.
  const shown = linesWithin(shows, left / 2);
  const fix = cause === null ? [] : fixLines(report, cause, left - bytesOf(shown));
  return `${[...head, ...shown, ...fix, end].join('\n')}\n`;
}

function fixLines(report: Report, cause: Report['findings'][number], room: number): string[] {
  const [fix] = cause.fixes;
  const heading = cut(
    fix === undefined
      ? `Next step: ${cause.nextStep}`
      : `${fix.proof.kind === 'replayed' ? 'Fix' : 'Next step'} for ${fix.client}: ${fix.summary}`,
  );
  const paste =
    fix === undefined ? [] : (pasteLines(fix, isPastedThere(report.vantage) ? '/' : report.vantage.files) ?? []);
  const lines = paste.length === 0 ? [heading] : [heading, ...whereToPaste(report.vantage, WIDTH), ...paste];
  return bytesOf(lines) <= room ? lines : linesWithin([`${heading} (its lines have no room here)`], room);
}

/** The first lines that stay within so many bytes. */
function linesWithin(lines: readonly string[], most: number): string[] {
  const end = lines.findIndex((_, index) => bytesOf(lines.slice(0, index + 1)) > most);
  return lines.slice(0, end === -1 ? lines.length : end);
}

/** A sentence cut between characters, never inside one. */
function cut(text: string): string {
  if (Buffer.byteLength(text) <= MAX_SENTENCE_BYTES) return text;
  const most = MAX_SENTENCE_BYTES - Buffer.byteLength('…');
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Bytes of lines with their ends. */
function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
