import type { Certificate } from './certificate.js';
import { type DerElement, DerReader, octetsKey, refuse } from './der.js';

const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;

/** Reads the two times, milliseconds since the epoch (golang/go `crypto/x509/parser.go`: parseValidity). Throws DerError. */
export function readValidity(content: Uint8Array): { readonly notBeforeMs: number; readonly notAfterMs: number } {
  const fields = new DerReader(content);
  return { notBeforeMs: readTime(fields), notAfterMs: readTime(fields) };
}

function readTime(fields: DerReader): number {
  for (const [tag, name] of [
    [UTC_TIME, 'UTCTime'],
    [GENERALIZED_TIME, 'GeneralizedTime'],
  ] as const)
    if (fields.peek(tag)) return milliseconds(fields.any()) ?? refuse(`x509: malformed ${name}`);
  return refuse('x509: unsupported time format');
}

/**
 * As Go reads them: UTCTime with two-digit years (50 to 99 are 19xx), seconds that may be left out, and an offset; GeneralizedTime with all of
 * the date (golang.org/x/crypto `cryptobyte/asn1.go`: ReadASN1UTCTime, ReadASN1GeneralizedTime).
 */
function milliseconds(element: DerElement | null): number | null {
  if (element === null) return null;
  const text = octetsKey(element.content);
  const match = (
    element.tag === UTC_TIME
      ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})$/
      : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(Z|[+-]\d{4})$/
  ).exec(text);
  if (match === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const century = element.tag === GENERALIZED_TIME ? 0 : year >= 50 ? 1900 : 2000;
  const date = new Date(0);
  date.setUTCFullYear(century + year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  // A date that moved was none: 31 February, 25 o'clock.
  const written = [
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  if ([month, day, hour, minute, second].some((part, index) => part !== written[index])) return null;
  const offset = offsetMs(match[7] ?? 'Z');
  return offset === null ? null : date.getTime() - offset;
}

function offsetMs(text: string): number | null {
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3))];
  // Go prints an offset of nothing as Z, so that +0000 does not come out as it went in.
  if (hours > 24 || minutes >= 60 || hours + minutes === 0) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

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
