import type { ConformanceCase } from '../harness/case.js';
import { AUTH_PATH, authFile, IMAGE, NAME, trustRoot, withNames } from '../harness/ground.js';
import { type SpecialRequest, specialCertificate } from '../rig/certificates.js';
import { type FrontOptions, startFront } from '../rig/front.js';
import { ADDRESS } from '../rig/network.js';
import { startRegistry } from '../rig/registry.js';
import type { Rig } from '../rig/rig.js';
import { startTokenServer } from '../rig/token-server.js';

const healthy = {
  finding: null,
  fix: 'none',
  clients: { buildah: 'ok', skopeo: 'ok' },
  wire: true,
  reference: `${NAME}/${IMAGE}`,
} as const;
/** Where the registry behind a front listens. */
const BEHIND = { address: ADDRESS.second, port: 5000 };

async function ground(rig: Rig): Promise<void> {
  await withNames(rig);
  await trustRoot(rig);
}

/** A real registry with a certificate out of the ordinary. */
function certificate(
  name: string,
  request: Partial<SpecialRequest>,
  more: Partial<ConformanceCase> = {},
  place: { readonly address?: string; readonly port?: number } = {},
): ConformanceCase {
  return {
    ...healthy,
    name: `healthy: ${name}`,
    build: async (rig) => {
      await ground(rig);
      const made = await specialCertificate(rig, { names: [NAME], ...request });
      return [await startRegistry(rig, { port: 443, ...place, certificate: made })];
    },
    ...more,
  };
}

/** A real registry behind a front that ends TLS. */
function front(name: string, options: Partial<FrontOptions>, more: Partial<ConformanceCase> = {}): ConformanceCase {
  return {
    ...healthy,
    name: `healthy: ${name}`,
    build: async (rig) => {
      await ground(rig);
      await startRegistry(rig, BEHIND);
      const made = await rig.pki.leaf({ names: [NAME] });
      const place = { address: ADDRESS.registry, port: 443, certificate: made, behind: BEHIND };
      return [await startFront(rig.listeners, { ...place, ...options })];
    },
    ...more,
  };
}

const HELPER = `#!/bin/sh
cat >/dev/null
echo '{"ServerURL":"${NAME}","Username":"alice","Secret":"secret"}'
`;

/** Set-ups that look odd and are in order: chains, names, keys, versions, fronts. */
export const HEALTHY_TRUST: readonly ConformanceCase[] = [
  certificate('a cross-signed intermediate, the stranger’s certificate first', { issuer: 'cross-signed' }),
  certificate('a certificate too many in the chain', { extra: 'unknown' }),
  certificate('the root in the chain', { extra: 'root' }),
  certificate('a wildcard name', { names: ['*.test'] }),
  certificate('one of many names', { names: ['first.test', 'second.test', NAME] }),
  certificate(
    'an address in the certificate',
    { names: [ADDRESS.registry] },
    { reference: `${ADDRESS.registry}:5443/${IMAGE}` },
    { port: 5443 },
  ),
  {
    ...healthy,
    name: 'healthy: a name with an IPv6 address alone',
    build: async (rig) => {
      await withNames(rig, { [NAME]: [ADDRESS.registryIpv6] });
      await trustRoot(rig);
      const made = await rig.pki.leaf({ names: [NAME] });
      return [await startRegistry(rig, { address: ADDRESS.registryIpv6, port: 443, certificate: made })];
    },
  },
  certificate('an ECDSA key of P-384', { key: 'ecdsa' }),
  certificate('an Ed25519 key', { key: 'ed25519' }),
  certificate('an RSA key', { key: 'rsa' }),
  front('TLS 1.2 only', { tlsVersion: 'TLSv1.2' }),
  front('TLS 1.3 only', { tlsVersion: 'TLSv1.3' }),
  front('every connection ends after one answer', { closes: true }, { wire: false }),
  front(
    'a front that rewrites paths',
    { rewrite: (path) => path.replace('/v2/outside/', '/v2/team/') },
    { reference: `${NAME}/outside/app:1.0` },
  ),
  {
    ...healthy,
    name: 'healthy: credentials through a helper',
    build: async (rig) => {
      await ground(rig);
      await rig.network.client.mustRun('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/usr/local/sbin']);
      await rig.host.writeFile('/usr/local/sbin/docker-credential-rig', HELPER, 0o755);
      await rig.host.writeFile(AUTH_PATH, JSON.stringify({ credHelpers: { [NAME]: 'rig' } }), 0o600);
      const made = await rig.pki.leaf({ names: [NAME] });
      return [await startRegistry(rig, { port: 443, certificate: made, users: { alice: 'secret' } })];
    },
  },
  {
    ...healthy,
    name: 'healthy: a token that is good for a minute',
    build: async (rig) => {
      await ground(rig);
      await rig.host.writeFile(AUTH_PATH, authFile(NAME, 'alice:secret'), 0o600);
      const tokens = await startTokenServer(rig.listeners, {
        address: ADDRESS.auth,
        port: 443,
        host: 'auth.test',
        certificate: await rig.pki.leaf({ names: ['auth.test'] }),
        signer: await rig.pki.leaf({ names: ['signer'], issuer: 'self' }),
        users: { alice: 'secret' },
        lifetimeS: 60,
      });
      const made = await rig.pki.leaf({ names: [NAME] });
      return [await startRegistry(rig, { port: 443, certificate: made, auth: tokens.registryAuth }), tokens];
    },
  },
];
