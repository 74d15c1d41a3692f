import type { Plan } from '../clients/client.js';
import { type FactKey, type HttpKey, keyId, type TlsKey } from '../facts/keys.js';
import type { TlsPolicy } from '../plan/transport.js';
import type { ReplayEnvironment } from '../replay/environment.js';
import { isIP } from '../text/address.js';
import { originOf, requestsIn } from './transport-of.js';

/** A credential's name in a key, also inside the key of a token that was bought with it; the empty one is no secret. */
const SECRET = / basic=(?!empty\b)| identity-token=/;

/**
 * False for a request that would carry a credential to a server which the client, as it is set up now, does not trust: a fix that would make
 * it trusted is only being tried, and who answers there is what a person has yet to check.
 * @param present facts and judge of the host as it is.
 */
export function maySend(key: FactKey, plan: Plan, tried: Plan, present: ReplayEnvironment): boolean {
  if (key.kind !== 'http' || !SECRET.test(keyId(key)) || !key.url.startsWith('https:')) return true;
  const own = policyFor(plan, key);
  const changed = own === null ? policyFor(tried, key) : null;
  const policy = own ?? changed ?? anyPolicy(plan);
  if (policy?.verify === false && changed === null) return true;
  const name = new URL(key.url).hostname.replace(/^\[|\]$/g, '');
  const handshake: TlsKey = {
    kind: 'tls',
    route: key.route,
    serverName: isIP(name) === 0 ? name : null,
    clientCertificate: key.clientCertificate,
  };
  const fact = present.facts.get(handshake);
  return fact !== undefined && policy !== null && present.judge(fact, policy, name).ok;
}

function policyFor(plan: Plan, key: HttpKey): TlsPolicy | null {
  return requestsIn(plan.root).find(({ url }) => originOf(url) === originOf(key.url))?.transport.tls ?? null;
}

/** A token realm is judged by the settings of the registry that names it. */
function anyPolicy(plan: Plan): TlsPolicy | null {
  return requestsIn(plan.root)[0]?.transport.tls ?? null;
}
