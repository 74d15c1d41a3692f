import type { Report, ReportFinding, ReportFix } from '../schema.js';
import { pasteLines } from '../text/paste.js';
import { isPastedThere, whereToPaste } from '../text/vantage-lines.js';
import { bounded, sentenceList } from './bounded.js';
import { copyBlock } from './copy-block.js';
import { MAX_FIXES, MAX_SENTENCES } from './limits.js';
import { breakable, type Content, html, type Markup } from './markup.js';
import type { Place } from './place.js';
import { proofLine } from './proof.js';

/** What `reload` says of clients that need not be told. */
const NOTHING = 'none needed';

/** All fixes of a finding: the first open, the others folded. */
export function fixesOf(finding: ReportFinding, vantage: Report['vantage'], place: Place): Content {
  return bounded(
    finding.fixes,
    MAX_FIXES,
    (fix, index) => {
      const id = `${place.id}${finding.id}-fix-${index}`.replace(/[^\w-]/g, '_');
      const body = fixBody(fix, vantage, id);
      const label = labelOf(fix, index);
      if (index === 0)
        return html`<div class="fix"><p class="fix-title"><span class="kind">${label} for ${fix.client}</span> ${breakable(fix.summary)}</p>${body}</div>`;
      return html`<details class="fix"><summary><span class="kind">${label} for ${fix.client}</span> <span class="what">${breakable(fix.summary)}</span></summary>${body}</details>`;
    },
    (words) => html`<p class="soft">${words} fixes</p>`,
  );
}

function labelOf({ proof }: ReportFix, index: number): string {
  if (proof.kind === 'hypothetical') return index === 0 ? 'Next step' : 'Also';
  return index === 0 ? 'Fix' : 'Or';
}

function fixBody(fix: ReportFix, vantage: Report['vantage'], id: string): Markup {
  const paste = pasteLines(fix, isPastedThere(vantage) ? '/' : vantage.files);
  const isTold = fix.files.length > 0 || (fix.commands.length > 0 && fix.reload !== NOTHING);
  return html`${proofLine(fix)}
${pasteOf(fix, paste, vantage, id)}${podOf(fix.pod, `${id}-pod`)}${sentenceList(
  fix.prose.filter((text) => text !== fix.summary),
  MAX_SENTENCES,
)}${sentenceList(
  fix.limits.map((text) => `Limit: ${text}`),
  MAX_SENTENCES,
)}${isTold && fix.reload !== '' ? html`<p class="soft">Reload: ${fix.reload}</p>` : null}`;
}

function pasteOf(fix: ReportFix, paste: readonly string[] | null, vantage: Report['vantage'], id: string): Content {
  if (paste === null)
    return html`<p class="soft">The file holds characters that don’t belong on a screen: use <code>--output-dir DIR</code> to have it written.</p>`;
  if (paste.length === 0) return null;
  const where = whereToPaste(vantage, Number.POSITIVE_INFINITY);
  return html`${where.length === 0 ? null : html`<p class="soft">${where[0] ?? ''} <code>${(where[1] ?? '').trim()}</code></p>`}${copyBlock(
    paste.join('\n'),
    id,
    `the lines for ${fix.client}`,
    html`Paste in a shell`,
  )}`;
}

function podOf(pod: ReportFix['pod'], id: string): Content {
  if (pod === undefined) return null;
  const level =
    pod.podSecurity === 'restricted'
      ? 'Every Pod Security level admits this.'
      : `Pod Security level needed: ${pod.podSecurity}.`;
  const started = pod.started === 'otherwise';
  const block = started
    ? copyBlock(pod.flags, id, 'the flags', html`With docker run or podman run`)
    : copyBlock(pod.yaml.replace(/\n$/, ''), id, 'the lines of the pod', html`Under <code>spec</code> of the pod`);
  return html`${block}<p>${started ? 'In a pod: ' : ''}${level} ${pod.gives}</p>`;
}
