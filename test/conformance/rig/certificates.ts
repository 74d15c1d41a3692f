import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './command.js';
import type { ServerCertificate } from './pki.js';
import type { Rig } from './rig.js';

/** Longer than any run. */
const DAYS = '20';

const KEYS = {
  ecdsa: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  ed25519: ['-newkey', 'ed25519'],
  rsa: ['-newkey', 'rsa:2048'],
} as const;

/** A certificate as no usual case needs it. */
export interface SpecialRequest {
  readonly names: readonly string[];
  readonly key?: keyof typeof KEYS;
  /** `cross-signed`: its intermediate was signed by a stranger and by the rig's root, and both certificates are sent, the stranger's first. */
  readonly issuer?: 'root' | 'cross-signed';
  /** Sent behind the chain, whatever it is for. */
  readonly extra?: 'unknown' | 'root';
}

/** Makes a server's certificate with the rig's authorities. */
export async function specialCertificate(rig: Rig, request: SpecialRequest): Promise<ServerCertificate> {
  const directory = await mkdtemp(join(rig.directory, 'certificate-'));
  const authorities = join(rig.shared, 'pki');
  const [name = 'nobody'] = request.names;
  let issuer = join(authorities, 'root');
  let between = '';
  if (request.issuer === 'cross-signed') {
    await newKey(directory, 'between', 'ecdsa', 'Rig cross-signed CA');
    const stranger = await sign(directory, 'between', join(authorities, 'unknown'), CA, 'between-stranger');
    const own = await sign(directory, 'between', issuer, CA, 'between');
    between = stranger + own;
    issuer = join(directory, 'between');
  }
  await newKey(directory, 'leaf', request.key ?? 'ecdsa', name);
  const names = request.names.map((each) => (/^[\d.]+$|:/.test(each) ? `IP:${each}` : `DNS:${each}`)).join(',');
  const leaf = await sign(directory, 'leaf', issuer, [...LEAF, `subjectAltName=${names}`], 'leaf');
  const extra = request.extra === undefined ? '' : await readFile(join(authorities, `${request.extra}.crt`), 'utf8');
  const chain = leaf + between + extra;
  const chainPath = join(directory, 'chain.pem');
  const keyPath = join(directory, 'leaf.key');
  await writeFile(chainPath, chain);
  return { chain, chainPath, key: await readFile(keyPath, 'utf8'), keyPath };
}

const CA = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign', 'subjectKeyIdentifier=hash'];
const LEAF = ['basicConstraints=CA:false', 'keyUsage=digitalSignature', 'extendedKeyUsage=serverAuth'];

async function newKey(directory: string, file: string, kind: keyof typeof KEYS, name: string): Promise<void> {
  const output = ['-keyout', join(directory, `${file}.key`), '-out', join(directory, `${file}.csr`)];
  await mustRun('openssl', ['req', '-new', ...KEYS[kind], '-nodes', '-subj', `/CN=${name}`, ...output]);
}

/** Signs the request FILE.csr with an authority; gives the PEM, which is written to OUTPUT.crt too. */
async function sign(
  directory: string,
  file: string,
  authority: string,
  extensions: readonly string[],
  output: string,
): Promise<string> {
  const extensionsPath = join(directory, `${output}.ext`);
  await writeFile(extensionsPath, `${extensions.join('\n')}\n`);
  const path = join(directory, `${output}.crt`);
  const by = [
    '-CA',
    `${authority}.crt`,
    '-CAkey',
    `${authority}.key`,
    '-CAcreateserial',
    '-CAserial',
    join(directory, 'serial'),
  ];
  const files = ['-in', join(directory, `${file}.csr`), '-out', path, '-extfile', extensionsPath];
  await mustRun('openssl', ['x509', '-req', '-days', DAYS, ...by, ...files]);
  return readFile(path, 'utf8');
}
