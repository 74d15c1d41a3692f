import type { Report } from '../schema.js';
import { bounded, sentenceList } from './bounded.js';
import { MAX_SENTENCES } from './limits.js';
import { type Content, html } from './markup.js';
import { type Place, section } from './place.js';
import { sign } from './state.js';

/** What could not be seen, and what would show it. */
export function unknownSection({ unknown }: Report, place: Place): Content {
  if (unknown.length === 0) return null;
  const items = bounded(
    unknown,
    MAX_SENTENCES,
    ({ what, why, needed }) =>
      html`<li>${sign('unknown')}<strong>${what}</strong>: ${why}. <span class="soft">Needed: ${needed}</span></li>`,
    (words) => html`<li class="soft">${words}</li>`,
  );
  return section(place, 'unknown', 'Not known', html`<ul class="bare">${items}</ul>`);
}

/** Who may do what with the repository. */
export function rightsSection({ rights }: Report, place: Place): Content {
  return rights?.says ? section(place, 'rights', 'Rights', html`<p>${rights.says}</p>`) : null;
}

/** What was left out or allowed on this run. */
export function notesSection({ notes }: Report, place: Place): Content {
  return notes.length === 0 ? null : section(place, 'notes', 'Notes', html`${sentenceList(notes, MAX_SENTENCES)}`);
}
