import type { Certificate } from './certificate.js';

/** Go's error where the time is outside the certificate's validity, else null (golang/go `crypto/x509/verify.go`: isValid). Times in UTC. */
export function validityFault(
  certificate: Certificate,
  nowMs: number,
): { readonly kind: 'expired' | 'not-yet-valid'; readonly text: string } | null {
  const text = (relation: string, limitMs: number) =>
    `x509: certificate has expired or is not yet valid: current time ${goTime(nowMs)} is ${relation} ${goTime(limitMs)}`;
  if (nowMs < certificate.notBeforeMs) return { kind: 'not-yet-valid', text: text('before', certificate.notBeforeMs) };
  if (nowMs > certificate.notAfterMs) return { kind: 'expired', text: text('after', certificate.notAfterMs) };
  return null;
}

/** RFC 3339 in UTC without fractions: `2026-01-02T03:04:05Z`. */
function goTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -5)}Z`;
}
