import type { HttpFact } from '../facts/facts.js';
import { serverWords } from './answer.js';

/** Statuses by which a server says that who asks may not. */
export const REFUSALS: readonly number[] = [401, 403];

/** Registry error codes that say so too, where an answer with another status hides what is there (GitLab and Harbor answer 404). */
const REFUSAL_CODES: readonly string[] = ['UNAUTHORIZED', 'DENIED'];

/** True for an answer that refuses: 401, 403, or a 404 whose error code says that it is about rights. */
export function isRefusal(status: number | null, codes: readonly string[]): boolean {
  if (status === null) return false;
  return REFUSALS.includes(status) || (status === 404 && codes.some((code) => REFUSAL_CODES.includes(code)));
}

/** True where a token service calls what it was sent bad: `invalid_grant` of OAuth (RFC 6749 §5.2), which comes with status 400. */
export function saysInvalidGrant({ status, bodyStart }: HttpFact): boolean {
  return status === 400 && /"error"\s*:\s*"invalid_grant"/.test(bodyStart);
}

/** Error of a challenge (RFC 6750 §3.1): `invalid_token`, `insufficient_scope`; null where it names none. */
export function challengeError({ challenges }: HttpFact): string | null {
  return challenges.map(({ parameters }) => parameters['error'] ?? '').find((word) => word !== '') ?? null;
}

const WHAT_EXPIRES = 'token|session|credentials?|login|password';
const EXPIRED = new RegExp(
  `\\b(?:${WHAT_EXPIRES})\\b[^.;]{0,60}\\bexpired\\b|\\bexpired\\b[^.;]{0,40}\\b(?:${WHAT_EXPIRES})\\b`,
  'i',
);

/** The words by which a server says that a token or login has run out, or null: Amazon ECR's `Your authorization token has expired`. */
export function expiryWords(fact: HttpFact): string | null {
  const described = fact.challenges.map(({ parameters }) => parameters['error_description'] ?? '');
  return [serverWords(fact) ?? '', ...described].find((text) => EXPIRED.test(text)) ?? null;
}
