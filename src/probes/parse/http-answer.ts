import { createHash } from 'node:crypto';
import { blankHttpFact } from '../../facts/blank.js';
import type { HttpFact } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { readErrors } from './error-body.js';
import { parseObject } from './json.js';
import { readLocation } from './location.js';
import { readManifest, readPlatform } from './manifest.js';
import { withoutOpaqueRuns } from './opaque.js';
import { redactFact, redactText } from './redact.js';
import { challengesOf, firstValue, keptHeaders, type RawHeaders } from './response-headers.js';
import { readTags } from './tags.js';
import { readTokenAnswer, type TokenAnswer } from './token-answer.js';

/** Enough to recognise a login page or an error text by. */
const MAX_BODY_START_CHARACTERS = 400;
/** Of a body so much is looked through for it: escapes and blanks that are cut out make it longer than what is kept. */
const MAX_LOOKED_AT_CHARACTERS = 8 * MAX_BODY_START_CHARACTERS;
const MAX_STATUS_TEXT_CHARACTERS = 100;

/** A token answer that was cut or is no JSON must not show its token as text either. */
const TOKEN_FIELD = /"\w*token"\s*:/i;

/** What an exchange brought, as it came. */
export interface RawAnswer {
  readonly outcome: HttpFact['outcome'];
  /** Request written to headers received, or to the end where none came; milliseconds. */
  readonly ms: number;
  readonly status: number | null;
  readonly statusText: string;
  readonly headers: RawHeaders;
  readonly body: Buffer;
  /** Body bytes received, also where the body was not kept. */
  readonly bodyBytes: number;
  /** True where the answer came to its end. */
  readonly ended?: boolean;
  readonly detail: string | null;
}

/** What is asked of the answer beyond its status: a blob's content is nobody's business, and may hold secrets. `digest`: of what came, nothing else. */
export type BodyUse = 'read' | 'manifest' | 'platform' | 'digest' | 'ignore';

/** The fact an answer makes, and what of it must not be in a fact: the token, and where a redirect really leads. */
export interface ReadAnswer {
  readonly fact: HttpFact;
  readonly token: string | null;
  readonly redirect: { readonly shown: string; readonly real: string } | null;
}

/** Reads an answer to `url`. `secrets`: what was sent, and is taken out of what came back. Never throws. */
export function readAnswer(raw: RawAnswer, url: string, use: BodyUse, secrets: readonly string[]): ReadAnswer {
  const blank = blankHttpFact(raw.outcome, raw.ms, raw.detail);
  if (raw.status === null) return { fact: redactFact(blank, secrets), token: null, redirect: null };
  const location = firstValue(raw.headers, 'location');
  const redirect = location === null ? null : readLocation(location, url);
  const isBlob = use === 'ignore' || (use === 'digest' && raw.status < 400);
  const text = isBlob || raw.body.includes(0) ? '' : redactText(raw.body.toString('utf8'), secrets, 'long');
  const body = raw.outcome === 'response' ? parseObject(text) : null;
  // The token is read from the body before redaction: a realm may hand out the very token it was sent.
  const token = body === null ? null : readTokenAnswer(parseObject(raw.body.toString('utf8')) ?? {});
  const fact: HttpFact = {
    ...blank,
    status: raw.status,
    statusText: cleanText(withoutOpaqueRuns(redactText(raw.statusText, secrets, 'all')), MAX_STATUS_TEXT_CHARACTERS),
    headers: { ...keptHeaders(raw.headers), ...(redirect === null ? {} : { location: redirect.shown }) },
    challenges: challengesOf(raw.headers),
    bodyBytes: raw.bodyBytes,
    bodyStart:
      (use === 'platform' && raw.status < 400) || TOKEN_FIELD.test(text)
        ? ''
        : cleanText(
            withoutOpaqueRuns(redactText(text, secrets, 'all').slice(0, MAX_LOOKED_AT_CHARACTERS)),
            MAX_BODY_START_CHARACTERS,
          ),
    token: token === null ? null : token.fact,
    ...(body === null
      ? {}
      : use === 'platform' && raw.status < 400
        ? { platform: readPlatform(body) }
        : fromBody(body, raw.status, token)),
    ...contentDigest(raw, use),
  };
  const kept = raw.status === 200 ? (token?.token ?? null) : null;
  return { fact: redactFact(fact, kept === null ? secrets : [...secrets, kept]), token: kept, redirect };
}

function fromBody(body: Readonly<Record<string, unknown>>, status: number, token: TokenAnswer | null) {
  const errors = readErrors(body);
  return status === 200 && token === null ? { errors, ...readManifest(body), ...readTags(body) } : { errors };
}

/** Digest of what was asked for, where all of it came: not of a part, and not of what is still packed (`exchange.ts` unpacks what is read as a whole). */
function contentDigest(raw: RawAnswer, use: BodyUse): Pick<HttpFact, 'contentDigest'> {
  if (use === 'read' || use === 'ignore' || raw.outcome !== 'response' || raw.ended !== true) return {};
  if (raw.bodyBytes === 0 || raw.body.length !== raw.bodyBytes || !isWhole(raw)) return {};
  const encoding = firstValue(raw.headers, 'content-encoding') ?? 'identity';
  const isPlain = encoding === 'identity' || (use !== 'digest' && encoding.toLowerCase() === 'gzip');
  return isPlain ? { contentDigest: `sha256:${createHash('sha256').update(raw.body).digest('hex')}` } : {};
}

/** A range that is all there is counts as the whole (RFC 9110 14.4). */
function isWhole({ status, headers, bodyBytes }: RawAnswer): boolean {
  if (status === 200) return true;
  return status === 206 && firstValue(headers, 'content-range') === `bytes 0-${bodyBytes - 1}/${bodyBytes}`;
}
