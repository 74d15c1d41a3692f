import { type Certificate, parseCertificate } from './certificate.js';
import { certificatesInPem } from './pem.js';

/**
 * The part of a PEM store that verdicts over these chains can depend on: certificates that are in a chain, or whose
 * name issued one of them, step by step up to the root. Everything else makes no difference and is left out.
 */
export function keepRelevantCertificates(store: string, chains: readonly Uint8Array[]): string {
  const sent = chains.flatMap(parsed);
  const names = new Set(sent.flatMap(({ rawSubject, rawIssuer }) => [rawSubject, rawIssuer]));
  const candidates = certificatesInPem(store).flatMap(parsed);
  const kept = new Set<Certificate>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const candidate of candidates) {
      if (kept.has(candidate) || !names.has(candidate.rawSubject)) continue;
      kept.add(candidate);
      names.add(candidate.rawIssuer);
      grown = true;
    }
  }
  return [...kept].map(({ der }) => toPem(der)).join('');
}

function parsed(der: Uint8Array): Certificate[] {
  const result = parseCertificate(der);
  return result.ok ? [result.certificate] : [];
}

/** PEM of a DER certificate, as every client reads it. */
export function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
