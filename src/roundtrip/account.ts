import { clientsOn, type LookedAtHost } from '../check/host-of.js';
import { planOf } from '../check/plan-of.js';
import { secretReader, vaultWith } from '../check/secrets.js';
import { clientNamed } from '../clients/catalogue.js';
import type { ClientFlags } from '../clients/client.js';
import { describeCredential } from '../findings/credential.js';
import { nodesOf } from '../plan/visit.js';

/** The account that a push would use. */
export interface Account {
  /** Where it comes from, in words; never what it is. */
  readonly credential: string;
  /** What must stand in no output: password, token, and how they travel. */
  readonly secrets: readonly string[];
}

/** The account that skopeo finds for a push on this machine, or null. Reads files, asks no helper program. */
export async function accountOf(
  { host }: LookedAtHost,
  reference: string,
  flags: ClientFlags,
  credentials: string | null,
): Promise<Account | null> {
  const skopeo = clientNamed('skopeo');
  if (skopeo === undefined) return null;
  const [client] = await clientsOn(host, '/', [{ client: skopeo, version: null }]);
  if (client === undefined) return null;
  const { root } = planOf(client, { host, operation: 'push', reference, flags });
  for (const node of nodesOf(root)) {
    const credential = node.kind === 'follow' && 'rule' in node ? node.rule?.credential : null;
    if (credential == null) continue;
    const found = secretReader(host, vaultWith(credentials)).secret(credential.id) ?? null;
    const { username = '', password = '', token = null } = found ?? {};
    const login = `${username}:${password}`;
    return {
      credential: describeCredential(credential.id),
      secrets: [password, token ?? '', password === '' ? '' : login].filter((secret) => secret !== ''),
    };
  }
  return null;
}
