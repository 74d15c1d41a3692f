import type { ConformanceCase } from '../harness/case.js';
import { IMAGE, NAME, trustRoot, withNames } from '../harness/ground.js';
import { startRegistry } from '../rig/registry.js';
import type { Rig } from '../rig/rig.js';

/** A registry whose CA nobody has, and a directory for CAs of the machine's own that is empty and its own. */
async function strangersRegistry(rig: Rig, issuer: 'unknown' | 'self', port = 443) {
  await withNames(rig);
  await trustRoot(rig);
  await rig.network.client.mustRun('mount', [
    '-t',
    'tmpfs',
    '-o',
    'mode=755',
    'tmpfs',
    '/usr/local/share/ca-certificates',
  ]);
  const certificate = await rig.pki.leaf({ names: [NAME], issuer });
  return [await startRegistry(rig, { port, certificate })];
}

const usual = { clients: { buildah: 'fail', skopeo: 'fail', podman: 'fail' }, fix: 'applies' } as const;

/** Fixes that make a client trust a registry, other than the first one. */
export const TRUST_FIXES: readonly ConformanceCase[] = [
  {
    ...usual,
    name: 'system store: a CA that nobody has',
    reference: `${NAME}/${IMAGE}`,
    finding: 'tls-unknown-ca',
    whichFix: /store$/,
    build: (rig) => strangersRegistry(rig, 'unknown'),
  },
  {
    ...usual,
    name: 'system store: a certificate that signed itself',
    reference: `${NAME}:5443/${IMAGE}`,
    finding: 'tls-self-signed',
    whichFix: /store$/,
    build: (rig) => strangersRegistry(rig, 'self', 5443),
  },
  {
    ...usual,
    name: 'certs.d: the port is part of the name',
    reference: `${NAME}:5443/${IMAGE}`,
    finding: 'tls-unknown-ca',
    build: (rig) => strangersRegistry(rig, 'unknown', 5443),
  },
];
