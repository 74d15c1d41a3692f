import { answerEvidence, answerOf, atHop, statusLine } from '../answer.js';
import { registryAsked, sentWith } from '../asked.js';
import { iso, serverTimeMs } from '../clock.js';
import { credentialPlace, describeCredential } from '../credential.js';
import { roughly } from '../parts.js';
import { expiryWords, REFUSALS, saysInvalidGrant } from '../refusal.js';
import { renewalStep } from '../renewal.js';
import { endpoint, type Rule } from '../rule.js';

/** The token, or the password that is one, which lies in a file has run out: by its own words, or by the registry's. */
export const authExpiredToken: Rule = {
  code: 'auth-expired-token',
  explains(cause, context) {
    const { credential, token } = sentWith(cause);
    const fact = answerOf(cause, context);
    // A token that was fetched a moment ago is no stale login.
    if (fact === null || credential === null || token !== null) return null;
    if (!REFUSALS.includes(fact.status ?? 0) && !saysInvalidGrant(fact)) return null;
    const nowMs = serverTimeMs(fact) ?? context.host.nowMs;
    const expiresAtMs = fact.sent?.expiresAtMs ?? null;
    const isOver = expiresAtMs !== null && expiresAtMs <= nowMs;
    const words = expiryWords(fact);
    if (!isOver && words === null) return null;
    const registry = registryAsked(cause);
    const { plan } = cause.case;
    const when = isOver ? `ran out ${roughly(nowMs - expiresAtMs)} ago` : 'has run out';
    return {
      title: `the token that ${describeCredential(credential)} holds for ${registry} ${when} (${statusLine(fact)})`,
      subject: registry,
      location: credentialPlace(credential, plan),
      evidence: [
        ...answerEvidence(cause, context),
        ...(isOver
          ? [
              atHop(
                cause,
                `the token says that it is good until ${iso(expiresAtMs)}; by the server's clock it is now ${iso(nowMs)}`,
              ),
            ]
          : []),
        ...(isOver || expiresAtMs === null
          ? []
          : [atHop(cause, `the token says that it is good until ${iso(expiresAtMs)}: the registry thinks otherwise`)]),
        atHop(cause, `sent: the credentials of ${describeCredential(credential)}, as ${plan.client} would`),
      ],
      nextStep: `get a new one: ${renewalStep(plan.client, registry)}`,
      about: { origin: endpoint(cause.url), registry, file: credentialPlace(credential, plan)?.path ?? null },
    };
  },
};
