import type { ConformanceCase } from '../harness/case.js';
import { faultyHttps, httpsRegistry, IMAGE, NAME, trustRoot, withNames } from '../harness/ground.js';
import { neverAnswers, startSilentPort } from '../rig/faults.js';
import { startHttpServer } from '../rig/http-server.js';
import { ADDRESS } from '../rig/network.js';
import type { LeafRequest } from '../rig/pki.js';
import { startRegistry } from '../rig/registry.js';

const DAY_MS = 86_400_000;
const reference = `${NAME}/${IMAGE}`;

/** A case that differs from a good one by its certificate alone. */
function certificate(
  name: string,
  leaf: Partial<LeafRequest>,
  expected: Pick<ConformanceCase, 'finding' | 'fix'> & Partial<ConformanceCase>,
): ConformanceCase {
  return {
    name,
    reference,
    clients: { buildah: 'fail', skopeo: 'fail' },
    build: async (rig) => [await httpsRegistry(rig, {}, leaf)],
    ...expected,
  };
}

export const TLS: readonly ConformanceCase[] = [
  certificate(
    'tls-unknown-ca: issued by a stranger',
    { issuer: 'unknown' },
    {
      finding: 'tls-unknown-ca',
      fix: 'applies',
      wire: true,
    },
  ),
  certificate('tls-self-signed', { issuer: 'self' }, { finding: 'tls-self-signed', fix: 'applies' }),
  certificate(
    'tls-missing-intermediate: undecided, no issuer address',
    { issuer: 'intermediate', omitIntermediate: true },
    {
      finding: 'tls-unknown-ca',
      fix: 'applies',
    },
  ),
  {
    name: 'tls-missing-intermediate: the certificate says where its issuer is',
    reference,
    clients: { buildah: 'fail', skopeo: 'fail' },
    finding: 'tls-missing-intermediate',
    fix: 'applies',
    build: async (rig) => {
      await withNames(rig, { 'issuer.test': [ADDRESS.second] });
      await trustRoot(rig);
      const issuer = await rig.pki.authority('intermediate');
      const der = Buffer.from(issuer.replace(/-----[^-]+-----|\s/g, ''), 'base64');
      await startHttpServer(rig.listeners, { address: ADDRESS.second, port: 80 }, (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/pkix-cert' }).end(der);
      });
      const leaf = await rig.pki.leaf({
        names: [NAME],
        issuer: 'intermediate',
        omitIntermediate: true,
        issuerUrl: 'http://issuer.test/intermediate.crt',
      });
      return [await startRegistry(rig, { port: 443, certificate: leaf })];
    },
  },
  certificate('tls-name-mismatch', { names: ['other.test'] }, { finding: 'tls-name-mismatch', fix: 'applies' }),
  certificate('tls-legacy-cn', { commonNameOnly: true }, { finding: 'tls-legacy-cn', fix: 'applies' }),
  certificate(
    'tls-expired',
    { notBeforeMs: -9 * DAY_MS, notAfterMs: -DAY_MS },
    { finding: 'tls-expired', fix: 'applies' },
  ),
  certificate(
    'tls-not-yet-valid-clock-skew: valid from tomorrow',
    { notBeforeMs: DAY_MS },
    {
      finding: 'tls-not-yet-valid-clock-skew',
      fix: 'none',
    },
  ),
  {
    name: 'tcp-timeout: a port that accepts and stays silent, 10 s for each of two pings',
    reference,
    clients: { skopeo: 'fail' },
    finding: 'tcp-timeout',
    fix: 'none',
    waits: true,
    build: async (rig) => {
      await withNames(rig);
      await startSilentPort(rig.listeners, ADDRESS.registry, 443);
      return [];
    },
  },
  {
    name: 'a registry that takes the request and never answers',
    reference,
    clients: { skopeo: 'fail' },
    finding: 'registry-5xx',
    fix: 'none',
    waits: true,
    longestMs: 5000,
    build: async (rig) => [await faultyHttps(rig, neverAnswers)],
  },
];
