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

function leaf(issuer: IssuedCertificate | null, more: Partial<CertificateRequest> = {}): IssuedCertificate {
  return issue({ subject: NAME, issuer, dnsNames: [NAME], extendedKeyUsages: [SERVER_AUTHENTICATION], ...more });
}

const made = new Map<IssuedCertificate, IssuedCertificate>();
/** One further CA under this one, the same at each call. */
function belowOf(issuer: IssuedCertificate): IssuedCertificate {
  const known = made.get(issuer) ?? issue({ subject: 'Example Department', issuer, ca: true });
  made.set(issuer, known);
  return known;
}

const EXPIRED = { notBeforeMs: NOW_MS - 60 * DAY_MS, notAfterMs: NOW_MS - DAY_MS };
const FUTURE = { notBeforeMs: NOW_MS + DAY_MS, notAfterMs: NOW_MS + 60 * DAY_MS };
const TIME = 'x509: certificate has expired or is not yet valid: current time 2026-06-15T12:00:00Z is';
const UNKNOWN = 'x509: certificate signed by unknown authority';

export const root = issue({ subject: 'Example Root CA', issuer: null, ca: true });
export const intermediate = issue({ subject: 'Example Issuing CA', issuer: root, ca: true });
export const plain = leaf(intermediate);
const otherRoot = issue({ subject: 'Another Root CA', issuer: null, ca: true });
const renewedRoot = issue({ subject: 'Example Root CA', issuer: null, ca: true });
const deadIntermediate = issue({ subject: 'Dead Issuing CA', issuer: root, ca: true, ...EXPIRED });
const notCa = issue({ subject: 'No CA', issuer: root });
const short = issue({ subject: 'Short Root', issuer: null, ca: true, pathLength: 0 });
const belowShort = issue({ subject: 'Below Short', issuer: short, ca: true });
const confined = issue({ subject: 'Confined CA', issuer: root, ca: true, permittedDnsNames: ['corp.test'] });
const clientOnlyCa = issue({
  subject: 'Client CA',
  issuer: root,
  ca: true,
  extendedKeyUsages: [CLIENT_AUTHENTICATION],
});
const selfSigned = leaf(null);
const oldRoot = issue({ subject: 'Old Root', issuer: null, ca: true });
// The same authority (name and key) certified by another root, as in cross-signing.
const crossKey = newKey();
const crossRoot = issue({ subject: 'Cross Root', issuer: null, ca: true, key: crossKey });
const crossSigned = issue({ subject: 'Cross Root', issuer: root, ca: true, key: crossKey });
const rsaRoot = issue({
  subject: 'RSA Root',
  issuer: null,
  ca: true,
  key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
});
const urlOfIssuer = { issuerUrl: 'http://ca.example.com/issuing.der' };

export interface ChainCase {
  readonly title: string;
  readonly chain: readonly IssuedCertificate[];
  readonly roots: readonly IssuedCertificate[];
  readonly name?: string;
  /** Go's error without the prefix of crypto/tls; empty when it is trusted. */
  readonly text: string;
  readonly kinds?: readonly string[];
  readonly missing?: 'intermediate' | 'root' | null;
  readonly expiredWhich?: string;
}

export const CASES: readonly ChainCase[] = [
  { title: 'good', chain: [plain, intermediate], roots: [root], text: '' },
  { title: 'good, root sent too', chain: [plain, intermediate, root], roots: [root], text: '' },
  { title: 'good, RSA root', chain: [leaf(rsaRoot)], roots: [rsaRoot], text: '' },
  {
    title: 'good, wrong order',
    chain: [leaf(belowOf(intermediate)), intermediate, belowOf(intermediate)],
    roots: [root],
    text: '',
  },
  {
    title: 'good, extra certificates',
    chain: [plain, otherRoot, selfSigned, intermediate],
    roots: [otherRoot, root],
    text: '',
  },
  { title: 'good, cross-signed', chain: [leaf(crossRoot), crossSigned, crossRoot], roots: [root], text: '' },
  {
    title: 'good, upper case and trailing dot',
    chain: [plain, intermediate],
    roots: [root],
    name: 'Registry.Example.COM.',
    text: '',
  },
  { title: 'wildcard', chain: [leaf(root, { dnsNames: ['*.example.com'] })], roots: [root], text: '' },
  {
    title: 'wildcard covers one label only',
    chain: [leaf(root, { dnsNames: ['*.example.com'] })],
    roots: [root],
    name: 'a.b.example.com',
    text: 'x509: certificate is valid for *.example.com, not a.b.example.com',
    kinds: ['name'],
  },
  {
    title: 'partial wildcard counts for nothing',
    chain: [leaf(root, { dnsNames: ['reg*.example.com'] })],
    roots: [root],
    text: `x509: certificate is valid for reg*.example.com, not ${NAME}`,
    kinds: ['name'],
  },
  {
    title: 'odd name, matched exactly',
    chain: [leaf(root, { dnsNames: ['a..b'] })],
    roots: [root],
    name: 'a..b',
    text: '',
  },
  { title: 'address', chain: [leaf(root, { ipAddresses: ['10.0.0.7'] })], roots: [root], name: '10.0.0.7', text: '' },
  {
    title: 'IPv6 address',
    chain: [leaf(root, { ipAddresses: ['fd00::7'] })],
    roots: [root],
    name: '[fd00:0::7]',
    text: '',
  },
  {
    title: 'address as DNS name',
    chain: [leaf(root, { dnsNames: ['10.0.0.7'] })],
    roots: [root],
    name: '10.0.0.7',
    text: "x509: cannot validate certificate for 10.0.0.7 because it doesn't contain any IP SANs",
    kinds: ['name'],
  },
  {
    title: 'wrong address',
    chain: [leaf(root, { ipAddresses: ['10.0.0.8', 'fd00::1'] })],
    roots: [root],
    name: '10.0.0.7',
    text: 'x509: certificate is valid for 10.0.0.8, fd00::1, not 10.0.0.7',
    kinds: ['name'],
  },
  {
    title: 'wrong name',
    chain: [plain, intermediate],
    roots: [root],
    name: 'other.test',
    text: `x509: certificate is valid for ${NAME}, not other.test`,
    kinds: ['name'],
  },
  {
    title: 'common name only',
    chain: [leaf(root, { dnsNames: [] })],
    roots: [root],
    text: 'x509: certificate relies on legacy Common Name field, use SANs instead',
    kinds: ['legacy-name'],
  },
  {
    title: 'common name only, and another',
    chain: [leaf(root, { dnsNames: [] })],
    roots: [root],
    name: 'other.test',
    text: 'x509: certificate is not valid for any names, but wanted to match other.test',
    kinds: ['name'],
  },
  {
    title: 'expired leaf',
    chain: [leaf(root, EXPIRED)],
    roots: [root],
    text: `${TIME} after 2026-06-14T12:00:00Z`,
    kinds: ['expired'],
    expiredWhich: 'leaf',
  },
  {
    title: 'leaf not yet valid',
    chain: [leaf(root, FUTURE)],
    roots: [root],
    text: `${TIME} before 2026-06-16T12:00:00Z`,
    kinds: ['not-yet-valid'],
    expiredWhich: 'leaf',
  },
  {
    title: 'expired intermediate',
    chain: [leaf(deadIntermediate), deadIntermediate],
    roots: [root],
    text: `${TIME} after 2026-06-14T12:00:00Z`,
    kinds: ['expired'],
    expiredWhich: 'intermediate',
  },
  {
    title: 'everything at once: expired, wrong name, unknown authority',
    chain: [leaf(otherRoot, EXPIRED)],
    roots: [root],
    name: 'other.test',
    text: `${TIME} after 2026-06-14T12:00:00Z`,
    kinds: ['expired', 'name', 'unknown-authority'],
    missing: 'root',
    expiredWhich: 'leaf',
  },
  {
    title: 'self-signed',
    chain: [selfSigned],
    roots: [root],
    text: UNKNOWN,
    kinds: ['unknown-authority'],
    missing: 'root',
  },
  { title: 'self-signed and trusted', chain: [selfSigned], roots: [selfSigned], text: '' },
  {
    title: 'intermediate not sent, by name',
    chain: [plain],
    roots: [root],
    text: UNKNOWN,
    kinds: ['unknown-authority'],
    missing: 'intermediate',
  },
  {
    title: 'intermediate not sent, by URL',
    chain: [leaf(belowOf(root), urlOfIssuer)],
    roots: [root],
    text: UNKNOWN,
    kinds: ['unknown-authority'],
    missing: 'intermediate',
  },
  { title: 'intermediate trusted only', chain: [plain], roots: [intermediate], text: '' },
  {
    title: 'unknown root, not sent',
    chain: [leaf(otherRoot)],
    roots: [root],
    text: UNKNOWN,
    kinds: ['unknown-authority'],
    missing: 'root',
  },
  {
    title: 'unknown root, sent',
    chain: [leaf(otherRoot), otherRoot],
    roots: [root],
    text: UNKNOWN,
    kinds: ['unknown-authority'],
    missing: 'root',
  },
  {
    title: 'root made anew under the same name',
    chain: [leaf(root)],
    roots: [renewedRoot],
    text: `${UNKNOWN} (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "Example Root CA")`,
    kinds: ['unknown-authority'],
    missing: 'root',
  },
  {
    title: 'signed by a certificate that is no CA',
    chain: [leaf(notCa), notCa],
    roots: [root],
    text: `${UNKNOWN} (possibly because of "x509: invalid signature: parent certificate cannot sign this kind of certificate" while trying to verify candidate authority certificate "No CA")`,
    kinds: ['unknown-authority'],
    missing: null,
  },
  {
    title: 'path too long',
    chain: [leaf(belowShort), belowShort],
    roots: [short],
    text: 'x509: too many intermediates for path length constraint',
    kinds: ['other'],
  },
  {
    title: 'client certificate',
    chain: [leaf(root, { extendedKeyUsages: [CLIENT_AUTHENTICATION] })],
    roots: [root],
    text: 'x509: certificate specifies an incompatible key usage',
    kinds: ['other'],
  },
  {
    title: 'under a CA for clients',
    chain: [leaf(clientOnlyCa), clientOnlyCa],
    roots: [root],
    text: 'x509: certificate specifies an incompatible key usage',
    kinds: ['other'],
  },
  {
    title: 'outside the constraints of its CA',
    chain: [leaf(confined), confined],
    roots: [root],
    text: `x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "${NAME}" is not permitted by any constraint`,
    kinds: ['other'],
  },
  {
    title: 'SHA-1',
    chain: [leaf(oldRoot, { hash: 'sha1' })],
    roots: [oldRoot],
    text: `${UNKNOWN} (possibly because of "x509: cannot verify signature: insecure algorithm ECDSA-SHA1" while trying to verify candidate authority certificate "Old Root")`,
    kinds: ['unknown-authority'],
    missing: null,
  },
];
