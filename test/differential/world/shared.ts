import { join } from 'node:path';
import type { Replaced } from '../../conformance/rig/client-files.js';
import { Pki } from '../../conformance/rig/pki.js';
import { type Certificates, makeCertificates } from './certificates.js';

/** What all worlds of a run share. */
export interface Shared {
  readonly directory: string;
  readonly certificates: Certificates;
  /** Certificates that files of a case may name in double braces. */
  readonly pem: Readonly<Record<string, string>>;
  readonly predictorBundle: string;
  /** Releases that lie over the distribution's. */
  readonly replaced?: Replaced;
}

/** Makes the run's authorities and certificates in `directory`. */
export async function makeShared(directory: string, predictorBundle: string): Promise<Shared> {
  const pki = await Pki.create(join(directory, 'pki'));
  const [certificates, root, unknown] = await Promise.all([
    makeCertificates(pki),
    pki.authority('root'),
    pki.authority('unknown'),
  ]);
  return { directory, certificates, pem: { 'root-ca': root, 'unknown-ca': unknown }, predictorBundle };
}
