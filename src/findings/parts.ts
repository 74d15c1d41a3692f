import type { Attempt } from '../replay/walk.js';
import { cleanText } from '../text/clean.js';
import type { Cause } from './context.js';
import type { Evidence } from './finding.js';

/** Characters of a server's own words in evidence. */
const MAX_QUOTE_CHARACTERS = 160;

/** Look-ups, connects or handshakes of the request that failed. */
export function partsOf(cause: Pick<Cause, 'case' | 'request'>, step: 'dns' | 'tcp' | 'tls'): readonly Attempt[] {
  return cause.case.walk.attempts.filter((attempt) => attempt.parent === cause.request.id && attempt.step === step);
}

/** Says that it is not the reference's own registry that fails; nothing where it is. */
export function hopEvidence(cause: Cause): Evidence[] {
  switch (cause.hop) {
    case 'mirror':
      return [
        {
          text: `the mirror ${cause.url.host} is tried before the registry itself`,
          fact: null,
        },
      ];
    case 'redirect':
      return [{ text: `the registry redirects to ${cause.url.host}`, fact: null }];
    case 'token':
      return [{ text: `the registry sends its clients to ${cause.url.host} for tokens`, fact: null }];
    case 'registry':
      return [];
  }
}

/** Host of a URL without the brackets of an IPv6 literal. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** Somebody else's words, safe for one line, in double quotes. */
export function quoted(text: string): string {
  return `"${cleanText(text, MAX_QUOTE_CHARACTERS).trim()}"`;
}

/** `2 min`, `3 h`, `12 days`, from milliseconds. */
export function roughly(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** The first few, and how many more: `a, b and 3 more`. */
export function listed(items: readonly string[], most = 3): string {
  if (items.length <= most + 1) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}
