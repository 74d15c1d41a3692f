import { type FixWords, fixWords } from '../forms/fix-words.js';
import type { Report, ReportFinding, ReportFix } from '../schema.js';
import { pasteRoot, whereToPaste } from '../text/vantage-lines.js';
import { sentenceList } from './bounded.js';
import { copyBlock } from './copy-block.js';
import { MAX_FIXES, MAX_SENTENCES } from './limits.js';
import { breakable, type Content, html, type Markup } from './markup.js';
import type { Place } from './place.js';
import { proofLine } from './proof.js';

/** All fixes of a finding: the first open, the others folded. @param name of the finding's place on the page, for ids. */
export function fixesOf(finding: ReportFinding, name: string, vantage: Report['vantage'], place: Place): Content {
  const shown = finding.fixes.slice(0, MAX_FIXES);
  const words = fixWords({ fixes: shown }, pasteRoot(vantage));
  const blocks = shown.flatMap((fix, index) => {
    const own = words[index];
    if (own === undefined) return [];
    const body = fixBody(fix, own, vantage, `${place.id}${name}-${index + 1}`);
    const kind = html`<span class="kind">${kindOf(fix, own)}</span>`;
    const summary = breakable(fix.summary);
    return index === 0
      ? html`<div class="fix"><p class="fix-title">${kind} ${summary}</p>${body}</div>`
      : html`<details class="fix"><summary>${kind} <span class="what">${summary}</span></summary>${body}</details>`;
  });
  const left = finding.fixes.length - shown.length;
  return left > 0 ? [...blocks, html`<p class="soft">… ${left} more fixes</p>`] : blocks;
}

/** `Fix for buildah`: what stands before the summary. */
function kindOf({ summary }: ReportFix, { heading }: FixWords): string {
  return heading.slice(0, Math.max(0, heading.length - summary.length - ': '.length));
}

function fixBody(fix: ReportFix, words: FixWords, vantage: Report['vantage'], id: string): Markup {
  const limits = words.limits.map((text) => `Limit: ${text}`);
  return html`${proofLine(fix)}
${pasteOf(words, fix.client, vantage, id)}${podOf(words.pod, `${id}-pod`)}${sentenceList(words.prose, MAX_SENTENCES)}${sentenceList(
  limits,
  MAX_SENTENCES,
)}${words.reload === null ? null : html`<p class="soft">Reload: ${words.reload}</p>`}`;
}

function pasteOf({ paste }: FixWords, client: string, vantage: Report['vantage'], id: string): Content {
  if (paste === null)
    return html`<p class="soft">The file holds characters that don’t belong on a screen: use <code>--output-dir DIR</code> to have it written.</p>`;
  if (paste.length === 0) return null;
  const [how, command] = whereToPaste(vantage, Number.POSITIVE_INFINITY);
  const where =
    how === undefined ? null : html`<p class="soft">${how} <code>${breakable((command ?? '').trim())}</code></p>`;
  return html`${where}${copyBlock(paste.join('\n'), id, `the lines for ${client}`, 'Paste in a shell')}`;
}

function podOf(pod: FixWords['pod'], id: string): Content {
  if (pod === null) return null;
  const title = pod.language === 'yaml' ? 'Lines for the pod' : 'Flags';
  return html`${copyBlock(pod.lines, id, title.toLowerCase(), title)}<p>${pod.cost}</p>`;
}
