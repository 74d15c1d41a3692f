import { type IssuedCertificate, issueCertificate } from '../../../src/lab/certificate.js';

const DAY_MS = 86_400_000;

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

/** A fresh chain, valid today and tomorrow. */
export function makeChain(): TestChain {
  const validity = { notBeforeMs: Date.now() - DAY_MS, notAfterMs: Date.now() + DAY_MS };
  const root = issueCertificate({ subject: 'root', issuer: null, ca: true, ...validity });
  const intermediate = issueCertificate({ subject: 'intermediate', issuer: root, ca: true, ...validity });
  const names = { dnsNames: ['registry.test'], ipAddresses: ['127.0.0.1'] };
  const leaf = issueCertificate({ subject: 'leaf', issuer: intermediate, ca: false, ...names, ...validity });
  const stranger = issueCertificate({ subject: 'stranger', issuer: null, ca: true, ...validity });
  return { root: pem(root), intermediate: pem(intermediate), leaf: pem(leaf), stranger: pem(stranger) };
}

function pem({ pem: certificate, keyPem: key }: IssuedCertificate): Issued {
  return { certificate, key };
}

/** Base64 of DER of a PEM certificate, as facts carry it. */
export function der(pemText: string): string {
  return pemText.replace(/-----[^-]+-----|\s/g, '');
}
