import { configuredSecret } from '../clients/configured-credential.js';
import { secretAt } from '../clients/containers-image/auth-secret.js';
import { engineProxyCredential } from '../clients/containers-image/engine-environment.js';
import { daemonProxyCredential } from '../clients/daemon-host.js';
import { variableSecret } from '../clients/docker-auth-variable.js';
import { proxyCredential } from '../clients/go/proxy-environment.js';
import type { Host } from '../host/host.js';
import { Vault } from '../observe/vault.js';
import type { SecretReader } from '../probes/prober-options.js';

/** Name under which `--creds` is kept. */
export const FLAG_CREDENTIAL = 'flag:--creds';

/** Secrets by name: the flag's from the vault, the others read from file or environment only when a probe sends them. */
export function secretReader(host: Host, vault: Vault): SecretReader {
  return {
    secret: (id) => {
      const known = vault.secret(id);
      if (known !== undefined) return known;
      const found =
        proxyCredential(host.environment, id) ??
        daemonProxyCredential(host, id) ??
        engineProxyCredential(host, id) ??
        variableSecret(host.environment, id) ??
        configuredSecret(host.files, id) ??
        secretAt(host.files, id);
      if (found !== null) vault.put(id, found);
      return found;
    },
    token: (id) => vault.token(id) ?? null,
    keepToken: (id, token) => vault.putToken(id, token),
    keepSecret: (id, secret) => vault.put(id, secret),
  };
}

/** A vault with the flag's credential, `user:password` cut at the first colon as the clients do. */
export function vaultWith(credentials: string | null): Vault {
  const vault = new Vault();
  if (credentials !== null) {
    const colon = credentials.indexOf(':');
    vault.put(FLAG_CREDENTIAL, {
      username: credentials.slice(0, colon),
      password: credentials.slice(colon + 1),
      token: null,
    });
  }
  return vault;
}
