import { generateKeyPairSync } from 'node:crypto';
import {
  type CertificateRequest,
  CLIENT_AUTHENTICATION,
  type IssuedCertificate,
  issueCertificate,
  newKey,
  SERVER_AUTHENTICATION,
} from '../../src/lab/certificate.js';

const DAY_MS = 86_400_000;
export const NOW_MS = Date.UTC(2026, 5, 15, 12, 0, 0);
export const NAME = 'registry.example.com';

export function issue(
  request: Partial<CertificateRequest> & { subject: string; issuer: IssuedCertificate | null },
): IssuedCertificate {
  return issueCertificate({
    notBeforeMs: NOW_MS - 30 * DAY_MS,
    notAfterMs: NOW_MS + 30 * DAY_MS,
    ca: false,
    ...request,
  });
}

export function leaf(issuer: IssuedCertificate | null, more: Partial<CertificateRequest> = {}): IssuedCertificate {
  return issue({ subject: NAME, issuer, dnsNames: [NAME], extendedKeyUsages: [SERVER_AUTHENTICATION], ...more });
}

const made = new Map<IssuedCertificate, IssuedCertificate>();
/** One further CA under this one, the same at each call. */
export function belowOf(issuer: IssuedCertificate): IssuedCertificate {
  const known = made.get(issuer) ?? issue({ subject: 'Example Department', issuer, ca: true });
  made.set(issuer, known);
  return known;
}

export const EXPIRED = { notBeforeMs: NOW_MS - 60 * DAY_MS, notAfterMs: NOW_MS - DAY_MS };
export const FUTURE = { notBeforeMs: NOW_MS + DAY_MS, notAfterMs: NOW_MS + 60 * DAY_MS };

export const root = issue({ subject: 'Example Root CA', issuer: null, ca: true });
export const intermediate = issue({ subject: 'Example Issuing CA', issuer: root, ca: true });
export const plain = leaf(intermediate);
export const otherRoot = issue({ subject: 'Another Root CA', issuer: null, ca: true });
export const renewedRoot = issue({ subject: 'Example Root CA', issuer: null, ca: true });
export const deadIntermediate = issue({ subject: 'Dead Issuing CA', issuer: root, ca: true, ...EXPIRED });
export const notCa = issue({ subject: 'No CA', issuer: root });
export const short = issue({ subject: 'Short Root', issuer: null, ca: true, pathLength: 0 });
export const belowShort = issue({ subject: 'Below Short', issuer: short, ca: true });
export const confined = issue({ subject: 'Confined CA', issuer: root, ca: true, permittedDnsNames: ['corp.test'] });
export const clientOnlyCa = issue({
  subject: 'Client CA',
  issuer: root,
  ca: true,
  extendedKeyUsages: [CLIENT_AUTHENTICATION],
});
export const selfSigned = leaf(null);
export const oldRoot = issue({ subject: 'Old Root', issuer: null, ca: true });
// The same authority (name and key) certified by another root, as in cross-signing.
const crossKey = newKey();
export const crossRoot = issue({ subject: 'Cross Root', issuer: null, ca: true, key: crossKey });
export const crossSigned = issue({ subject: 'Cross Root', issuer: root, ca: true, key: crossKey });
export const rsaRoot = issue({
  subject: 'RSA Root',
  issuer: null,
  ca: true,
  key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
});
export const urlOfIssuer = { issuerUrl: 'http://ca.example.com/issuing.der' };
