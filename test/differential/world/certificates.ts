import type { Pki, ServerCertificate } from '../../conformance/rig/pki.js';
import { NAMES, type PortState } from '../case.js';

/** The certificates that a port may show, by what is wrong with them. */
export type Certificates = Readonly<Record<PortState['certificate'], ServerCertificate>>;

const DAY_MS = 86_400_000;

/** One certificate of each kind, good for every name and address of the network. */
export async function makeCertificates(pki: Pki): Promise<Certificates> {
  const names = [...Object.keys(NAMES), ...Object.values(NAMES)];
  const [good, unknownCa, wrongName, expired] = await Promise.all([
    pki.leaf({ names }),
    pki.leaf({ names, issuer: 'unknown' }),
    pki.leaf({ names: ['elsewhere.test'] }),
    pki.leaf({ names, notBeforeMs: -3 * DAY_MS, notAfterMs: -DAY_MS }),
  ]);
  return { good, 'unknown-ca': unknownCa, 'wrong-name': wrongName, expired };
}
