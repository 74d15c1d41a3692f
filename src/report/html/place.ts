import { html, type Markup } from './markup.js';

/** Where on the page a report stands: what its headings and ids begin with. */
export interface Place {
  /** Level of the report's own heading; its sections have the next. */
  readonly level: 1 | 3;
  /** Begins every id of this report: `r1-`. */
  readonly id: string;
}

/** A heading so many levels below the report's own. */
export function heading(place: Place, below: 0 | 1 | 2, text: Markup | string, id?: string): Markup {
  const level = place.level + below;
  const mark = id === undefined ? '' : html` id="${place.id}${id}" tabindex="-1"`;
  return html`<h${level}${mark}>${text}</h${level}>`;
}

/** A section with its heading: a landmark by that name, but on a page of many reports, where its name would stand for many. */
export function section(place: Place, name: string, title: string, body: Markup): Markup {
  const label = `${place.id}${name}-title`;
  const [open, close] =
    place.level === 1
      ? [html`<section class="card sec-${name}" aria-labelledby="${label}">`, html`</section>`]
      : [html`<div class="card sec-${name}">`, html`</div>`];
  return html`${open}
${heading(place, 1, title, `${name}-title`)}
${body}
${close}
`;
}
