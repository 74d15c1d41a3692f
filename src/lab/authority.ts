import {
  type CertificateRequest,
  type IssuedCertificate,
  issueCertificate,
  SERVER_AUTHENTICATION,
} from './certificate.js';
import type { LabHandler } from './exchange.js';
import type { Stage } from './stage.js';
import { REGISTRY_NAME, standardRegistry, TLS_PORT } from './standard.js';

export const DAY_MS = 86_400_000;
/** Every Go program on Linux reads all files of this directory (crypto/x509 `root_linux.go`). */
const TRUST_FILE = '/etc/ssl/certs/regdoctor-lab.pem';

/** A CA of the lab, valid for a year around now. */
export function labAuthority(
  nowMs: number,
  name = 'Lab Root CA',
  issuer: IssuedCertificate | null = null,
): IssuedCertificate {
  return issueCertificate({
    subject: name,
    issuer,
    ca: true,
    notBeforeMs: nowMs - 365 * DAY_MS,
    notAfterMs: nowMs + 365 * DAY_MS,
  });
}

/** The registry's own certificate, good for its name and 30 days around now unless told otherwise. */
export function registryCertificate(
  issuer: IssuedCertificate | null,
  nowMs: number,
  more: Partial<CertificateRequest> = {},
): IssuedCertificate {
  return issueCertificate({
    subject: REGISTRY_NAME,
    issuer,
    ca: false,
    notBeforeMs: nowMs - 30 * DAY_MS,
    notAfterMs: nowMs + 30 * DAY_MS,
    dnsNames: [REGISTRY_NAME],
    extendedKeyUsages: [SERVER_AUTHENTICATION],
    ...more,
  });
}

/** Makes the host trust a CA. */
export function trust(stage: Stage, authority: IssuedCertificate): void {
  stage.files.set(TRUST_FILE, authority.pem);
}

/** Serves over TLS with these certificates, the registry's own first. */
export async function serveTls(
  stage: Stage,
  chain: readonly [IssuedCertificate, ...IssuedCertificate[]],
  handler: LabHandler = standardRegistry(),
): Promise<void> {
  stage.hosts(REGISTRY_NAME);
  await stage.serve(TLS_PORT, { handler, tls: { chain: chain.map(({ pem }) => pem).join(''), key: chain[0].keyPem } });
}

/** Serves over TLS with a certificate that the host trusts. */
export async function serveTrusted(
  stage: Stage,
  nowMs: number,
  handler: LabHandler = standardRegistry(),
): Promise<void> {
  const authority = labAuthority(nowMs);
  trust(stage, authority);
  await serveTls(stage, [registryCertificate(authority, nowMs)], handler);
}
