import type { Fact } from '../facts/facts.js';
import type { Finding } from '../findings/finding.js';

/** Stands for the token service that nobody has named in a usable way (RFC 5737, for documentation); nothing is ever sent there. */
const ASSUMED_REALM = 'https://192.0.2.1/token';

/** A refusal whose Bearer challenge names no usable realm, as it would be once it does; null for other answers and findings. */
export function improvedChallenge(fact: Fact | undefined, { code }: Finding): Fact | null {
  if (code !== 'auth-token-realm-unreachable' || fact?.kind !== 'http') return null;
  const bearer = fact.challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer === undefined) return null;
  const { realm = '', ...parameters } = bearer.parameters;
  const isUsable = bearer.unread === undefined && /^https?:$/.test(URL.parse(realm)?.protocol ?? '');
  if (isUsable) return null;
  return { ...fact, challenges: [{ scheme: 'bearer', parameters: { ...parameters, realm: ASSUMED_REALM } }] };
}
