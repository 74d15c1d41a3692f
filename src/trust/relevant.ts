import { type Certificate, parseCertificate } from './certificate.js';
import { certificatesIn, type StoredCertificate } from './pem-store.js';

/**
 * Gives the part of a PEM store that verdicts over these chains can depend on: certificates that are in a chain, or whose
 * name issued one of them, step by step up to the root. Everything else makes no difference and is left out, unread. The same
 * text read once is taken apart once.
 */
export function relevantTo(chains: readonly Uint8Array[]): (store: { readonly text: string }) => string {
  const sent = chains.flatMap(parsed).flatMap(({ rawSubject, rawIssuer }) => [rawSubject, rawIssuer]);
  return (store) => keepRelevant(store, new Set(sent));
}

function keepRelevant(store: { readonly text: string }, names: Set<string>): string {
  const kept = new Set<StoredCertificate>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const candidate of certificatesIn(store)) {
      if (kept.has(candidate) || !names.has(candidate.subject)) continue;
      const [certificate] = parsed(candidate.der);
      if (certificate === undefined) continue;
      kept.add(candidate);
      names.add(certificate.rawIssuer);
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
