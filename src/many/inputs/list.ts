import type { Mention } from './entry.js';

/** What stands in a list of references: one a line, `#` begins a comment at the start or after white space, blank lines and CRLF count for nothing. */
export function* mentionsInList(text: string): Generator<Mention> {
  let line = 0;
  for (const written of text.split(/\r\n|\r|\n/)) {
    line += 1;
    const reference = written.replace(/(?:^|\s)#.*$/, '').trim();
    if (reference !== '') yield { reference, line, where: null, pullSecrets: [], problem: null };
  }
}
