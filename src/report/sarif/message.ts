import { cleanText } from '../../text/clean.js';
import { fixWords } from '../forms/fix-words.js';
import type { Report, ReportFinding } from '../schema.js';
import { pasteLines } from '../text/paste.js';
import { pasteRoot } from '../text/vantage-lines.js';

/** Longest line of a message; longer than any sentence of a rule. */
const MAX_CHARACTERS = 4000;

/** A finding as the message of a result: what is wrong, what shows it, what to do. Plain text. */
export function findingMessage(finding: ReportFinding, vantage: Report['vantage']): string {
  const { title, evidence, clients } = finding;
  return [
    line(`${title}.`),
    line(`Clients: ${clients.join(', ') || 'none'}.`),
    ...evidence.map(({ text }) => line(`- ${text}`)),
    ...fixWords(finding, pasteRoot(vantage)).flatMap(({ heading, proof, paste, limits, prose }) => [
      line(`${heading} (${proof})`),
      ...(paste ?? []).map((text) => harmless(text)),
      ...[...prose, ...limits.map((limit) => `limit: ${limit}`)].map(line),
    ]),
  ].join('\n');
}

/** True where a fix can be shown as it is written. */
export function isShowable(fix: ReportFinding['fixes'][number]): boolean {
  return pasteLines(fix, '/') !== null;
}

/** One line of plain text. */
export function line(text: string): string {
  return harmless(cleanText(text, MAX_CHARACTERS));
}

/** SARIF 2.1.0 reads `[words](target)` as a link (§3.11.6) and `{0}` as a place for an argument (§3.11.5). */
function harmless(text: string): string {
  return text.replaceAll('](', '] (').replace(/\{(?=\d+\})/g, '{ ');
}
