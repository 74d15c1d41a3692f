import type { ConformanceCase } from '../harness/case.js';
import { AUTH_PATH, authFile, faultyHttps, httpsRegistry, IMAGE, NAME } from '../harness/ground.js';
import { afterPing, registryError } from '../rig/faults.js';
import { ADDRESS } from '../rig/network.js';
import type { Rig } from '../rig/rig.js';
import { startTokenServer } from '../rig/token-server.js';

const usual = { clients: { buildah: 'fail', skopeo: 'fail' }, fix: 'none', wire: true } as const;

/** A registry with a token service that lets everybody pull. */
async function withTokens(rig: Rig) {
  const tokens = await startTokenServer(rig.listeners, {
    address: ADDRESS.auth,
    port: 443,
    host: 'auth.test',
    certificate: await rig.pki.leaf({ names: ['auth.test'] }),
    signer: await rig.pki.leaf({ names: ['signer'], issuer: 'self' }),
    users: { alice: 'secret' },
    anonymousPull: true,
  });
  return [await httpsRegistry(rig, { auth: tokens.registryAuth }), tokens];
}

/** What a registry has and has not, told apart as far as it says. */
export const WHAT_IS_THERE: readonly ConformanceCase[] = [
  {
    ...usual,
    name: 'manifest-unknown: near tags are told',
    reference: `${NAME}/team/app:1.1`,
    finding: 'manifest-unknown',
    evidence: /with 4 tags; the nearest are 1\.0/,
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...usual,
    name: 'manifest-unknown: no tag given and no latest, behind tokens',
    reference: `${NAME}/team/app`,
    finding: 'manifest-unknown',
    evidence: /no tag was given/,
    build: (rig) => withTokens(rig),
  },
  {
    ...usual,
    name: 'manifest-unknown: with a login',
    reference: `${NAME}/team/app:1.O`,
    finding: 'manifest-unknown',
    evidence: /nearest are 1\.0/,
    build: async (rig) => {
      await rig.host.writeFile(AUTH_PATH, authFile(NAME, 'alice:secret'), 0o600);
      return [await httpsRegistry(rig, { users: { alice: 'secret' } })];
    },
  },
  {
    ...usual,
    name: 'repository-not-found: a real registry calls the manifest unknown',
    reference: `${NAME}/team/ap:1.0`,
    finding: 'repository-not-found',
    evidence: /its list of tags answers 404 too: NAME_UNKNOWN/,
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...usual,
    name: 'repository-not-found: a token that grants the right to pull it',
    reference: `${NAME}/team/ap:1.0`,
    finding: 'repository-not-found',
    evidence: /the token grants pull for team\/ap/,
    build: (rig) => withTokens(rig),
  },
  {
    ...usual,
    name: 'invalid-reference: an IPv6 address as host, which these releases refuse',
    reference: `[${ADDRESS.registryIpv6}]:5443/${IMAGE}`,
    finding: 'invalid-reference',
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...usual,
    name: 'rate-limited: with what is left and when it counts anew',
    reference: `${NAME}/${IMAGE}`,
    clients: { skopeo: 'fail' },
    finding: 'rate-limited',
    evidence: /100 requests in 6 h are allowed, 0 are left/,
    wire: false,
    waits: true,
    build: async (rig) => [
      await faultyHttps(
        rig,
        afterPing(
          registryError(429, 'TOOMANYREQUESTS', 'You have reached your unauthenticated pull rate limit.', {
            'ratelimit-limit': '100;w=21600',
            'ratelimit-remaining': '0;w=21600',
            'retry-after': '2',
          }),
        ),
      ),
    ],
  },
  {
    ...usual,
    name: 'wrong-platform: a single image for another machine, buildah and podman pull it with a warning',
    reference: `${NAME}/team/app:foreign-plain`,
    clients: { buildah: 'ok', podman: 'ok' },
    finding: 'wrong-platform',
    evidence: /its configuration says linux\/s390x/,
    wire: false,
    build: async (rig) => [await httpsRegistry(rig)],
  },
];
