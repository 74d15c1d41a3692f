import { sourceText } from '../source-text.js';
import { pauses, span } from '../span.js';
import type { PlanAttempt } from './schema.js';

/** Details of an attempt as sentences, each under a name, so that what the attempt before said already is not said again. */
export function attemptDetails(attempt: PlanAttempt, verbose: boolean): Map<string, string> {
  const details = new Map<string, string>();
  const say = (name: string, text: string | null): void => {
    if (text !== null && text !== '') details.set(name, text);
  };
  say('tls', tlsText(attempt));
  say('proxy', proxyText(attempt));
  say('challenge', challengeText(attempt));
  say('timeouts', timeoutsText(attempt));
  say('again', againText(attempt));
  if (verbose) {
    say('authorization', authorizationText(attempt));
    say('resolver', `names looked up by ${resolverText(attempt)}`);
    say('redirects', `follows ${attempt.redirects} redirects`);
  }
  return details;
}

function tlsText({ tls }: PlanAttempt): string | null {
  if (tls === null) return null;
  const certificate =
    tls.clientCertificate === null
      ? ''
      : `; presents ${tls.clientCertificate.path} (${sourceText(tls.clientCertificate.because)})`;
  if (!tls.verify) return `TLS: nobody checks who answers${certificate}`;
  const own = tls.caFiles.map(({ path, because }) =>
    because.path === path ? path : `${path} (${sourceText(because)})`,
  );
  const system = tls.systemRoots.length === 0 ? [] : ["the system's CAs"];
  const trusted = [...system, ...own];
  return `TLS: verified against ${trusted.length === 0 ? 'no CA at all' : trusted.join(' and ')}${certificate}`;
}

function proxyText({ proxy, proxyError }: PlanAttempt): string | null {
  if (proxyError !== null) return `fails at once: ${proxyError}`;
  return proxy === null ? null : `through the proxy ${proxy.url} (${sourceText(proxy.because)})`;
}

function authorizationText({ credentials }: PlanAttempt): string | null {
  if (credentials?.sent !== 'as challenged before') return null;
  const at = credentials.challengedAt === null ? 'a challenge before' : `the challenge of ${credentials.challengedAt}`;
  return `sends what ${at} brought, if there was one`;
}

function challengeText({ credentials }: PlanAttempt): string | null {
  if (credentials?.sent !== 'when challenged') return null;
  const key = credentials.matchedKey === null ? '' : `, key ${credentials.matchedKey}`;
  const who =
    credentials.from === null
      ? 'without credentials: none are found'
      : `with the credentials of ${sourceText(credentials.from)}${key}`;
  const scopes = credentials.scopes.length === 0 ? '' : ` for ${credentials.scopes.join(' ')}`;
  return `if challenged: ${who}; a token comes from the realm that the challenge names${scopes}`;
}

function timeoutsText({ timeouts }: PlanAttempt): string {
  const limit = (ms: number | null): string => (ms === null ? 'no limit' : span(ms));
  const whole = timeouts.wholeMs === null ? '' : `, ${span(timeouts.wholeMs)} in all`;
  return `time-outs: connect ${limit(timeouts.connectMs)}, TLS ${limit(timeouts.tlsMs)}, answer ${limit(timeouts.answerMs)}${whole}`;
}

function againText({ again }: PlanAttempt): string | null {
  if (again === null) return null;
  const told = again.retryAfter === 'honoured' ? ', or as Retry-After says' : '';
  return `asks again on HTTP ${again.statuses.join(', ')}: ${pauses(again.delaysMs)}${told}`;
}

function resolverText({ resolver }: PlanAttempt): string {
  const names = { go: 'Go itself', glibc: 'glibc', musl: 'musl' } as const;
  return `${names[resolver.kind]}${resolver.because === '' ? '' : `: ${resolver.because}`}`;
}
