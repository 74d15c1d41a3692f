import type { HttpFact } from '../../facts/facts.js';
import type { ChallengeRule } from '../../plan/nodes.js';
import { chooseChallenge } from '../../replay/nodes/choose-challenge.js';
import { answerEvidence, answerOf, atHop, statusLine } from '../answer.js';
import { pingBefore, registryAsked, repositoryIn, sentWith } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { describeCredential } from '../credential.js';
import { quoted } from '../parts.js';
import { endpoint, type Rule } from '../rule.js';
import { rulesToward } from '../rules-toward.js';

const UNAUTHORIZED = 401;

/** What a client was told of how to log in, where that is nothing it can use. */
interface Told {
  readonly fact: HttpFact;
  readonly id: string | null;
  /** `/v2/`, or the request that was refused. */
  readonly path: string;
}

/**
 * A login is wanted, and what should say how doesn't: clients that go by `/v2/` alone never send what they have (containers/image `docker/docker_client.go`:
 * setupRequestAuth; docker's own `registry/auth.go`; go-containerregistry only Basic).
 */
export const authChallengeMissing: Rule = {
  code: 'auth-challenge-missing',
  explains(cause, context) {
    const { failure, hop, request } = cause;
    if (failure.status !== UNAUTHORIZED || hop === 'redirect' || request.step === 'token') return null;
    const fact = answerOf(cause, context);
    const [rule] = rulesToward(cause);
    if (fact === null || rule === undefined) return null;
    const told = toldNothing(cause, context, fact, rule);
    if (told === null) return null;
    const registry = registryAsked(cause);
    const { plan } = cause.case;
    // Nobody gave an account to push with: what is missing first is that.
    if (plan.operation !== 'pull' && rule.credential === null) return null;
    const repository = repositoryIn(cause.url) ?? plan.reference?.repository ?? '';
    const wanted = repository === '' ? 'more' : repository;
    const open = told.fact.status !== UNAUTHORIZED;
    return {
      title: open
        ? `${registry} wants a login for ${wanted} (${statusLine(fact)}) but answers /v2/ with ${statusLine(told.fact)}, so that ${plan.client} never sends one`
        : `${registry} wants a login for ${wanted} (${statusLine(told.fact)}) but does not say how in words that ${plan.client} knows`,
      subject: registry,
      evidence: [
        { text: `${told.path} answers ${statusLine(told.fact)} ${challengesIn(told.fact)}`, fact: told.id },
        ...answerEvidence(cause, context),
        atHop(cause, credentialWords(plan.client, rule, registry)),
        ...(open && isAsked(fact, rule)
          ? [
              atHop(
                cause,
                'clients that answer the refusal of the manifest itself (containerd, buildkit, oras) do log in',
              ),
            ]
          : []),
      ],
      nextStep: `whoever runs ${registry}: answer /v2/ with 401 and the challenge (WWW-Authenticate: Basic realm="…", or Bearer realm="…",service="…"), one challenge a line; a front that protects only what lies below /v2/ must protect /v2/ too`,
      about: { origin: endpoint(cause.url), registry, file: null },
    };
  },
};

/** The answer that should have named a way to log in and did not; null where the client was told one and took it. */
function toldNothing(cause: Cause, context: DiagnosisContext, fact: HttpFact, rule: ChallengeRule): Told | null {
  const ping = pingBefore(cause);
  const id = ping?.facts.at(-1) ?? null;
  const pinged =
    id === null || URL.parse(ping?.url ?? '')?.host !== cause.url.host ? undefined : context.facts.byId(id);
  const goesByPing = rulesToward(cause, 'ping').length > 0;
  const { credential, token } = sentWith(cause);
  if (goesByPing && pinged?.kind === 'http' && chooseChallenge(pinged.challenges, rule) === undefined) {
    const sentBasicInVain =
      credential !== null &&
      token === null &&
      !fact.challenges.some(({ scheme }) => scheme === 'basic') &&
      isAsked(fact, rule);
    return credential === null || sentBasicInVain ? { fact: pinged, id, path: '/v2/' } : null;
  }
  if (goesByPing || credential !== null || token !== null || isAsked(fact, rule)) return null;
  return { fact, id: cause.failure.fact, path: cause.url.pathname };
}

function isAsked({ challenges }: HttpFact, rule: ChallengeRule): boolean {
  return chooseChallenge(challenges, rule) !== undefined;
}

/** `without a challenge`, or what stands there instead: a scheme nobody here knows, one that stands where clients don't look. */
function challengesIn({ challenges, headers }: HttpFact): string {
  const raw = headers['www-authenticate'];
  if (challenges.length === 0)
    return raw === undefined ? 'without a challenge' : `with a challenge that says nothing: ${quoted(raw)}`;
  const schemes = challenges.map(({ scheme, follows }) =>
    follows === true ? `${scheme} behind it on the same line, where clients do not look` : scheme,
  );
  return `and offers only ${schemes.join(', ')}`;
}

function credentialWords(client: string, { credential }: ChallengeRule, registry: string): string {
  return credential === null
    ? `${client} has no credentials for ${registry}, and would not send them either`
    : `${client} has the credentials of ${describeCredential(credential.id)} and does not send them`;
}
