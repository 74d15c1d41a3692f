import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Pki, type ServerCertificate } from '../../../conformance/rig/pki.js';
import { CANARIES } from './canaries.js';

/** Names that the hosts file of the machine looked at sends to the hostile servers. */
export const NAMES = ['registry.test', 'other.test', 'below.registry.test'] as const;

/** What all attacks of one file share: authorities that the machine trusts, and where its files are made. */
export interface Ground {
  readonly certificate: ServerCertificate;
  readonly pki: Pki;
  readonly directory: string;
  clear(): void;
}

/** Makes the authorities and one certificate for all names. */
export async function makeGround(): Promise<Ground> {
  const directory = mkdtempSync(join(tmpdir(), 'regdoctor-malicious-'));
  const pki = await Pki.create(join(directory, 'pki'));
  const certificate = await pki.leaf({ names: [...NAMES, '127.0.0.1'] });
  return { certificate, pki, directory, clear: () => rmSync(directory, { recursive: true, force: true }) };
}

/** How the planted login is stored: as a login, as the token that stands for one, or as a token for the registry itself. */
export type Stored = 'login' | 'identity-token' | 'registry-token' | 'none';

/** A machine's files by absolute path: trust in the authorities, the login for `registry`, names at `address`; `more` stands over them. */
export async function machineFiles(
  ground: Ground,
  registry: string,
  address: string,
  stored: Stored,
  more: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const login = loginFile(registry, stored);
  const near = '127.0.0.1 near.test\n169.254.169.254 metadata.test\n';
  return {
    '/etc/hosts': `127.0.0.1 localhost\n${address} ${NAMES.join(' ')}\n${near}`,
    '/etc/nsswitch.conf': 'hosts: files dns\n',
    '/etc/resolv.conf': '',
    '/etc/ssl/certs/ca-certificates.crt': await ground.pki.authority('root'),
    '/run/containers/0/auth.json': login,
    '/root/.docker/config.json': login,
    ...more,
  };
}

/** Writes a machine's files into a new directory and gives its path. */
export function writeRoot(ground: Ground, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(ground.directory, 'root-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

function loginFile(registry: string, stored: Stored): string {
  const auth = Buffer.from(`${CANARIES.username}:${CANARIES.password}`).toString('base64');
  const entry = {
    login: { auth },
    'identity-token': {
      auth: Buffer.from(`${CANARIES.username}:`).toString('base64'),
      identitytoken: CANARIES.identityToken,
    },
    'registry-token': { registrytoken: CANARIES.registryToken },
    none: null,
  }[stored];
  return JSON.stringify({ auths: entry === null ? {} : { [registry]: entry } });
}
