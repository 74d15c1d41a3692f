import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './command.js';
import type { ServerCertificate } from './pki.js';
import type { Rig } from './rig.js';

const CA_NAME = 'FortiGate CA';

/** A certificate for a name as an inspecting firewall makes it: signed by a CA named after the product, and sent with that CA. */
export async function inspectionCertificate(rig: Rig, name: string): Promise<ServerCertificate> {
  const path = (file: string) => join(rig.directory, `inspection-${file}`);
  const key = (file: string) => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    path(`${file}.key`),
  ];
  const root = ['-addext', 'basicConstraints=critical,CA:true', '-addext', 'keyUsage=critical,keyCertSign'];
  await mustRun('openssl', [
    'req',
    '-x509',
    ...key('ca'),
    '-out',
    path('ca.crt'),
    '-days',
    '2',
    '-subj',
    `/CN=${CA_NAME}`,
    ...root,
  ]);
  await mustRun('openssl', ['req', '-new', ...key('leaf'), '-out', path('leaf.csr'), '-subj', `/CN=${name}`]);
  await writeFile(
    path('leaf.ext'),
    `subjectAltName=DNS:${name}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:false\n`,
  );
  const issuer = ['-CA', path('ca.crt'), '-CAkey', path('ca.key'), '-CAcreateserial'];
  await mustRun('openssl', [
    'x509',
    '-req',
    '-in',
    path('leaf.csr'),
    ...issuer,
    '-out',
    path('leaf.crt'),
    '-days',
    '2',
    '-extfile',
    path('leaf.ext'),
  ]);
  const chain = (await readFile(path('leaf.crt'), 'utf8')) + (await readFile(path('ca.crt'), 'utf8'));
  await writeFile(path('chain.pem'), chain);
  return {
    chain,
    key: await readFile(path('leaf.key'), 'utf8'),
    chainPath: path('chain.pem'),
    keyPath: path('leaf.key'),
  };
}
