import type { Report } from '../schema.js';
import { bounded } from './bounded.js';
import { MAX_SENTENCES } from './limits.js';
import { type Content, html } from './markup.js';
import { type Place, section } from './place.js';
import { badge } from './state.js';

/** What buildah and podman can do with their storage, where that was looked at. */
export function storageSection({ storage }: Report, place: Place): Content {
  if (storage === undefined) return null;
  const rows = bounded(
    storage.prospects,
    MAX_SENTENCES,
    ({
      client,
      operation,
      outcome,
      driver,
      installed,
      says,
    }) => html`<tr><th scope="row">${client} ${operation}${installed ? '' : ' (not installed here)'}</th><td>${badge(outcome)}</td><td>${driver}</td><td>${outcome === 'works' ? null : says}</td></tr>
`,
    (words) => html`<tr><td colspan="4" class="soft">${words}</td></tr>`,
  );
  return section(
    place,
    'storage',
    'Storage of images on this machine',
    html`<p>${storage.summary}</p><div class="scroll" tabindex="0" role="group" aria-label="Storage"><table class="plain-table"><caption class="unseen">What clients can do with their storage</caption><thead><tr><th scope="col">Client</th><th scope="col">Outcome</th><th scope="col">Driver</th><th scope="col">Words</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  );
}
