import type { HttpFact, TokenClaims } from '../../facts/facts.js';
import { answerEvidence, answerOf, atHop } from '../answer.js';
import { registryAsked, sentWith } from '../asked.js';
import { iso, serverTimeMs } from '../clock.js';
import type { DiagnosisContext } from '../context.js';
import { describeCredential } from '../credential.js';
import type { Evidence } from '../finding.js';
import { roughly } from '../parts.js';
import { challengeError, REFUSALS } from '../refusal.js';
import { endpoint, hostPort, type Rule } from '../rule.js';
import { tokenAnswer } from '../token-request.js';

/** Differences under this (ms) say nothing: Date has whole seconds, and an answer takes its time. */
const NOTABLE_MS = 5000;
/** docker-registry forgives so much (ms; distribution `registry/auth/token/token.go`: Leeway); others forgive nothing. */
const LEEWAY_MS = 60_000;

/** A token is refused as not valid yet, or as over when it has just come, because two clocks differ. */
export const authClockSkew: Rule = {
  code: 'auth-clock-skew',
  explains(cause, context) {
    const fact = answerOf(cause, context);
    const nowMs = fact === null ? null : serverTimeMs(fact);
    if (fact === null || nowMs === null || fact.sent === undefined || !REFUSALS.includes(fact.status ?? 0)) return null;
    if (challengeError(fact) === 'insufficient_scope') return null;
    const sent = sentWith(cause);
    const answer = tokenAnswer(sent, context);
    const wrong = wrongTime(fact.sent, nowMs, answer?.fact ?? null, context);
    if (wrong === null) return null;
    const registry = registryAsked(cause);
    const judge = hostPort(cause.url);
    const service = sent.token?.url == null ? null : URL.parse(sent.token.url);
    const issuer =
      service === null
        ? 'what issued the token'
        : hostPort(service) === judge
          ? 'its token service'
          : hostPort(service);
    const whose =
      service === null
        ? `the token of ${sent.credential === null ? 'the configuration' : describeCredential(sent.credential)}`
        : `the token that its own token service${issuer === hostPort(service) ? ` ${issuer}` : ''} gives`;
    return {
      title: `${registry} refuses ${whose}: by its clock that ${wrong.what}`,
      subject: registry,
      evidence: [
        ...answerEvidence(cause, context),
        atHop(cause, `the token says: ${lifetime(fact.sent)}; ${judge} says that it is ${iso(nowMs)}`),
        ...(answer === null ? [] : clockOf(answer, issuer)),
        { text: `this machine says that it is ${iso(context.host.nowMs)}`, fact: null },
        ...(wrong.byMs >= LEEWAY_MS
          ? []
          : [{ text: 'docker-registry forgives 60 s, other registries nothing', fact: null }]),
      ],
      nextStep: `whoever runs ${registry}: set the clocks of ${judge} and of ${issuer} by NTP; ${culprit(wrong, nowMs, answer?.fact ?? null, context)}`,
      about: { origin: endpoint(cause.url), registry, file: null },
    };
  },
};

interface WrongTime {
  readonly what: string;
  /** How far the issuer's clock must at least be off the judge's, milliseconds. */
  readonly byMs: number;
}

function wrongTime(
  claims: TokenClaims,
  nowMs: number,
  answer: HttpFact | null,
  { host }: DiagnosisContext,
): WrongTime | null {
  const startsAtMs = Math.max(claims.notBeforeMs ?? 0, claims.issuedAtMs ?? 0);
  const earlyMs = startsAtMs - nowMs;
  if (earlyMs >= NOTABLE_MS) return { what: `is not valid for another ${shortly(earlyMs)}`, byMs: earlyMs };
  const { expiresAtMs } = claims;
  if (expiresAtMs === null || expiresAtMs > nowMs) return null;
  // It is over for everybody unless another clock says that it is still good: the issuer's for a fresh one, ours for a stored one.
  const issuerMs = answer === null ? host.nowMs : (serverTimeMs(answer) ?? claims.issuedAtMs);
  if (issuerMs === null || issuerMs >= expiresAtMs || nowMs - issuerMs < NOTABLE_MS) return null;
  const fresh = answer === null ? '' : ', although it has just been issued';
  return { what: `ran out ${shortly(nowMs - expiresAtMs)} ago${fresh}`, byMs: nowMs - issuerMs };
}

function lifetime({ issuedAtMs, notBeforeMs, expiresAtMs }: TokenClaims): string {
  const parts: readonly (readonly [string, number | null])[] = [
    ['issued at', issuedAtMs],
    ['valid from', notBeforeMs],
    ['until', expiresAtMs],
  ];
  return parts.flatMap(([word, at]) => (at === null ? [] : [`${word} ${iso(at)}`])).join(', ');
}

function clockOf({ fact, id }: { readonly fact: HttpFact; readonly id: string }, who: string): Evidence[] {
  const nowMs = serverTimeMs(fact);
  return nowMs === null ? [] : [{ text: `${who} says that it is ${iso(nowMs)}`, fact: id }];
}

/** Which of the two clocks this machine's own disagrees with: two of three are right. */
function culprit({ byMs }: WrongTime, registryMs: number, answer: HttpFact | null, { host }: DiagnosisContext): string {
  const agrees = Math.abs(host.nowMs - registryMs) < byMs / 2;
  const by = shortly(byMs);
  if (agrees) return `this machine's clock agrees with the registry's, so it is the issuer's that is ${by} off`;
  const issuerMs = answer === null ? null : serverTimeMs(answer);
  return issuerMs !== null && Math.abs(host.nowMs - issuerMs) < byMs / 2
    ? `this machine's clock agrees with the token service's, so it is the registry's that is ${by} off`
    : `they are at least ${by} apart`;
}

/** `40 s`, `3 min`, `2 h`, from milliseconds. */
function shortly(ms: number): string {
  return ms < 90_000 ? `${Math.round(ms / 1000)} s` : roughly(ms);
}
