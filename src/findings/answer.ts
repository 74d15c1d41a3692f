import type { HttpFact } from '../facts/facts.js';
import { cleanText } from '../text/clean.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Evidence } from './finding.js';
import { hostPort, seen } from './rule.js';

/** Words of a server that fit into one line of evidence. */
const MAX_WORDS = 200;
/** A page's title is a name, not a text. */
const MAX_TITLE = 80;
/** The first errors of an answer say it all. */
const MAX_ERRORS = 3;

/** The HTTP answer behind a failure, or null. */
export function answerOf(cause: Cause, context: DiagnosisContext): HttpFact | null {
  const fact = cause.failure.fact === null ? undefined : context.facts.byId(cause.failure.fact);
  return fact?.kind === 'http' ? fact : null;
}

/** True for a web page: by its type, or by what it begins with. XML of an object store is none. */
export function isWebPage(fact: HttpFact): boolean {
  const type = fact.headers['content-type'] ?? '';
  if (/\b(?:text\/html|xhtml)/i.test(type)) return true;
  return !/\bxml\b/i.test(type) && /^\s*<(?!\?xml)/i.test(fact.bodyStart);
}

/** Title of a web page, or null. */
export function pageTitle(fact: HttpFact): string | null {
  const found = /<title[^>]*>([^<]{1,400})/i.exec(fact.bodyStart)?.[1]?.trim();
  return found === undefined || found === '' ? null : cleanText(found, MAX_TITLE);
}

/** `401 Unauthorized` */
export function statusLine(fact: HttpFact): string {
  return [String(fact.status ?? 'nothing'), cleanText(fact.statusText, MAX_WORDS)]
    .filter((word) => word !== '')
    .join(' ');
}

/** `GET /v2/team/app/manifests/1` */
export function requestLine({ request, url }: Cause): string {
  return `${request.method ?? 'GET'} ${url.pathname}`;
}

/** What the server was asked and what it answered, in its own words where it has any. */
export function answerEvidence(cause: Cause, context: DiagnosisContext): Evidence[] {
  const fact = answerOf(cause, context);
  if (fact === null) return [atHop(cause, `${hostPort(cause.url)}: ${cause.failure.text}`)];
  const answered = atHop(cause, `${hostPort(cause.url)} answers ${statusLine(fact)} to ${requestLine(cause)}`);
  const said = serverWords(fact);
  return said === null ? [answered] : [answered, seen(cause, `it says: ${said}`)];
}

/** The errors of a registry's answer, else the first words of a text; null for web pages and silence. */
export function serverWords(fact: HttpFact): string | null {
  const errors = fact.errors
    .slice(0, MAX_ERRORS)
    .map(({ code, message }) => [code, message].filter((word) => word !== '').join(': '));
  if (errors.length > 0) return cleanText(errors.join('; '), MAX_WORDS);
  const text = fact.bodyStart.trim();
  return text === '' || isWebPage(fact) ? null : cleanText(wordsInJson(text) ?? text, MAX_WORDS);
}

/** Fields in which others say what is wrong: OAuth (RFC 6749 §5.2), Docker Hub (`details`), Quay, GitLab and proxies (`error`, `message`). */
const WORD_FIELDS: readonly string[] = ['error', 'error_description', 'details', 'detail', 'message'];

/** What a JSON text says in these fields; null where it is none, or cut, or says nothing there. */
function wordsInJson(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return null;
    const fields = new Map<string, unknown>(Object.entries(body));
    const words = WORD_FIELDS.map((name) => fields.get(name)).filter((word) => typeof word === 'string' && word !== '');
    return words.length === 0 ? null : words.join(': ');
  } catch {
    return null;
  }
}

/** A sentence that rests on the failing fact; at a mirror it says so first. */
export function atHop(cause: Cause, text: string): Evidence {
  return seen(cause, isMirrorOnly(cause) ? `the mirror: ${text}` : text);
}

/** True for an endpoint that the client passes over: its failure is not the one the client ends with. */
export function isMirrorOnly({ hop, url, case: { walk } }: Cause): boolean {
  if (hop !== 'mirror') return false;
  const decisive = walk.attempts.find(({ id }) => id === walk.failure?.attempt)?.url ?? null;
  return decisive === null || URL.parse(decisive)?.hostname !== url.hostname;
}
