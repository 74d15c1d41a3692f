import { cleanText } from '../../text/clean.js';

/** Longest single text on the page, in characters: sentences of a report are shorter, hostile ones are cut. */
const MAX_TEXT_CHARACTERS = 1200;

/** Text that is HTML already. Only `html`, `verbatim` and `trusted` make it. */
export interface Markup {
  readonly markup: string;
}

/** What `html` takes between the pieces of a template: a string is cleaned, cut and escaped; null is nothing. */
export type Content = string | number | null | Markup | readonly Content[];

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Tag of HTML templates: everything put in that is not `Markup` is made safe for text and for quoted attributes. */
export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { markup: pieces.map((piece, index) => piece + shown(contents[index] ?? null)).join('') };
}

/** Text kept to the letter (what is copied): escaped, neither cleaned nor cut. */
export function verbatim(text: string): Markup {
  return { markup: escaped(text) };
}

/** Text of this program itself that is HTML already: the style sheet and the script. */
export function trusted(text: string): Markup {
  return { markup: text };
}

/** Text for people whose long names may break after a dot or a slash, not just anywhere; for elements, never for attributes. */
export function breakable(text: string): Markup {
  return { markup: shown(text).replace(/\S{20,}/g, (word) => word.replace(/(?<=\w)[./:](?=\w)/g, '$&<wbr>')) };
}

function shown(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'number') return escaped(String(content));
  if (typeof content === 'string') return escaped(cleanText(content, MAX_TEXT_CHARACTERS));
  return 'markup' in content ? content.markup : content.map(shown).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => NAMES[character] ?? '');
}
