import { type Content, html, type Markup } from './markup.js';

/** The first `most` entries as `show` writes them, and `… N more` through `more` where there are others. */
export function bounded<Entry>(
  entries: readonly Entry[],
  most: number,
  show: (entry: Entry, index: number) => Markup,
  more: (words: string) => Markup,
): Content {
  const shown = entries.slice(0, most).map(show);
  return entries.length > most ? [...shown, more(`… ${entries.length - most} more`)] : shown;
}

/** A list of sentences, or nothing where there are none. */
export function sentenceList(sentences: readonly string[], most: number): Content {
  if (sentences.length === 0) return null;
  return html`<ul class="plain">${bounded(
    sentences,
    most,
    (text) => html`<li>${text}</li>`,
    (words) => html`<li class="soft">${words}</li>`,
  )}</ul>`;
}
