import type { HttpFact } from '../facts/facts.js';

/**
 * What a client says of a good answer that is no manifest, null where it may be one. Unknown content types are parsed as JSON of the oldest
 * schema (containers/image `manifest/manifest.go`: NormalizedMIMEType), so a web page ends in encoding/json's words.
 */
export function notAManifest(fact: HttpFact): string | null {
  if (fact.mediaType !== null || fact.index !== null || fact.bodyBytes === 0) return null;
  const isPage = /html/i.test(fact.headers['content-type'] ?? '');
  const start = fact.bodyStart.trimStart() || (isPage ? '<' : '{');
  return start.startsWith('{') ? null : `invalid character '${[...start][0] ?? ''}' looking for beginning of value`;
}
