import type { TlsOptions } from 'node:tls';
import { toPem } from '../../../src/trust/relevant.js';
import { rsaKey } from '../../trust/corpus/keys.js';
import { ALGORITHMS, type Algorithm, CLIENT, dns, type Made, make, type Recipe } from '../../trust/corpus/make.js';
import type { ConformanceCase } from '../harness/case.js';
import { IMAGE, NAME, trustRoot, withNames } from '../harness/ground.js';
import type { Rig } from '../rig/rig.js';
import { startTlsFront } from '../rig/tls-front.js';

const reference = `${NAME}/${IMAGE}`;
const CERTS = `/etc/containers/certs.d/${NAME}`;

const pem = (...chain: readonly Made[]) => chain.map(({ der }) => toPem(der)).join('');
const keyPem = ({ key }: Made) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
const server = (by: Made, recipe: Recipe = {}) => make({ cn: NAME, by, san: [dns(NAME)], ...recipe });

const root = make({ cn: 'Trust Root', ca: true });
const clients = make({ cn: 'Client Root', ca: true });
const person = make({ cn: 'somebody', by: clients, san: null, eku: [CLIENT] });
const stranger = make({ cn: 'stranger', by: make({ cn: 'Other Clients', ca: true }), san: null, eku: [CLIENT] });
const rsa = make({ cn: 'RSA Trust Root', ca: true, key: rsaKey('trust', 2048) });
const confined = make({ cn: 'Confined Trust CA', ca: true, by: root, permitted: [dns('corp.test')] });

/** A registry that differs from a good one by its TLS alone; `root` is trusted, or what stands for it. */
function front(
  name: string,
  options: TlsOptions,
  expected: Pick<ConformanceCase, 'finding' | 'fix' | 'clients'> & Partial<ConformanceCase>,
  { chain = [server(root)], trusted = root, files = {} }: Ground = {},
): ConformanceCase {
  return {
    name: `trust: ${name}`,
    reference,
    build: async (rig: Rig) => {
      await withNames(rig);
      await trustRoot(rig);
      await rig.host.writeFile(`${CERTS}/ca.crt`, pem(trusted));
      for (const [path, content] of Object.entries(files)) await rig.host.writeFile(path, content, 0o600);
      const [leaf] = chain;
      if (leaf === undefined) throw new Error('a server needs a certificate');
      return [await startTlsFront(rig, { cert: pem(...chain), key: keyPem(leaf), ...options })];
    },
    ...expected,
  };
}

interface Ground {
  readonly chain?: readonly Made[];
  readonly trusted?: Made;
  readonly files?: Readonly<Record<string, string>>;
}

const both = (outcome: 'ok' | 'fail') => ({ buildah: outcome, skopeo: outcome }) as const;
const mutual: TlsOptions = { requestCert: true, rejectUnauthorized: true, ca: pem(clients) };
const asks: TlsOptions = { requestCert: true, rejectUnauthorized: false, ca: pem(clients) };
const presented = (made: Made) => ({ [`${CERTS}/client.cert`]: pem(made), [`${CERTS}/client.key`]: keyPem(made) });
const required = { finding: 'tls-client-cert-required', fix: 'none', clients: both('fail') } as const;
const refused = { finding: 'tls-version-or-cipher', clients: both('fail') } as const;
const healthy = { finding: null, fix: 'none', clients: both('ok') } as const;
const TLS12: TlsOptions = { maxVersion: 'TLSv1.2' };
const signed = (algorithm: Algorithm) => ({ chain: [server(rsa, { algorithm })], trusted: rsa });

/** Trust between a client and a registry: client certificates, versions, suites, and certificates that Go refuses. */
export const TRUST: readonly ConformanceCase[] = [
  front('a client certificate is needed, none is there, TLS 1.2', { ...mutual, ...TLS12 }, required),
  front('a client certificate is needed, none is there, TLS 1.3', mutual, required),
  front('a client certificate of another CA, TLS 1.2', { ...mutual, ...TLS12 }, required, {
    files: presented(stranger),
  }),
  front('a client certificate of another CA, TLS 1.3', mutual, required, { files: presented(stranger) }),
  front('healthy: the right client certificate, TLS 1.2', { ...mutual, ...TLS12 }, healthy, {
    files: presented(person),
  }),
  front('healthy: the right client certificate, TLS 1.3', mutual, healthy, { files: presented(person) }),
  front('healthy: a client certificate is asked for and not needed', asks, healthy),
  front(
    'a client certificate is needed, and the server is not trusted',
    mutual,
    { finding: 'tls-unknown-ca', fix: 'none', clients: both('fail'), also: [] },
    {
      chain: [server(clients)],
    },
  ),
  front(
    'healthy for tools that still speak it: TLS 1.1 only',
    { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' },
    healthy,
  ),
  front(
    'no suite in common: RSA key exchange only',
    { ...TLS12, ciphers: 'AES128-GCM-SHA256' },
    { ...refused, fix: 'none' },
    {
      chain: [server(rsa, { key: rsaKey('exchange', 2048), usage: 0xa0 })],
      trusted: rsa,
    },
  ),
  front(
    'a certificate for clients only',
    {},
    { ...refused, fix: 'none' },
    { chain: [server(root, { eku: [CLIENT] })] },
  ),
  front('names that the CA may not certify', {}, { ...refused, fix: 'none' }, { chain: [server(confined), confined] }),
  front(
    'signed with SHA-1',
    { ciphers: 'DEFAULT:@SECLEVEL=0' },
    { ...refused, fix: 'none' },
    signed(ALGORITHMS['SHA1-RSA']),
  ),
];
