import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One certificate with its key, PEM. */
interface Issued {
  readonly certificate: string;
  readonly key: string;
}

/** Root → intermediate → leaf, and a root that has nothing to do with them. */
export interface TestChain {
  readonly root: Issued;
  readonly intermediate: Issued;
  readonly leaf: Issued;
  readonly stranger: Issued;
}

/** Makes the chain with the openssl program in a temporary directory, which is gone afterwards. */
export function makeChain(): TestChain {
  const directory = mkdtempSync(join(tmpdir(), 'regdoctor-chain-'));
  const path = (name: string) => join(directory, name);
  const openssl = (...arguments_: string[]) => execFileSync('openssl', arguments_, { cwd: directory, stdio: 'pipe' });
  const issue = (name: string, issuer: string | null, extension: string): Issued => {
    writeFileSync(path(`${name}.ext`), extension);
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`];
    openssl('req', '-new', ...key, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
    const signer = issuer === null ? ['-signkey', `${name}.key`] : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`];
    const out = ['-set_serial', String(Math.floor(Math.random() * 1e9)), '-days', '2', '-out', `${name}.pem`];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signer, '-extfile', `${name}.ext`, ...out);
    return { certificate: readFileSync(path(`${name}.pem`), 'utf8'), key: readFileSync(path(`${name}.key`), 'utf8') };
  };
  try {
    const ca = 'basicConstraints=critical,CA:TRUE';
    const root = issue('root', null, ca);
    const intermediate = issue('intermediate', 'root', ca);
    const leaf = issue('leaf', 'intermediate', 'subjectAltName=DNS:registry.test,IP:127.0.0.1');
    return { root, intermediate, leaf, stranger: issue('stranger', null, ca) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Base64 of DER of a PEM certificate, as facts carry it. */
export function der(pem: string): string {
  return pem.replace(/-----[^-]+-----|\s/g, '');
}
