import type { Certificate } from './certificate.js';
import { constraintsWhileBuilding } from './chain-checks.js';
import { goHas } from './go-version.js';
import type { CertificatePool } from './pool.js';
import { signatureFault } from './signature.js';
import { validityFault } from './validity.js';

/** Where a certificate of a chain stands. */
export type ChainPosition = 'leaf' | 'intermediate' | 'root';

/** What paths are built from. */
export interface PathInput {
  readonly roots: CertificatePool;
  readonly sent: CertificatePool;
  /** Time to judge at, milliseconds; null leaves validity periods out. */
  readonly nowMs: number | null;
  readonly goVersion: string;
}

/** Go's error, told apart as far as verdicts need it. */
interface PathFault {
  readonly kind: 'expired' | 'not-yet-valid' | 'unknown-authority' | 'other';
  readonly text: string;
  /** The certificate it is about. */
  readonly certificate: Certificate;
  readonly position: ChainPosition;
}

export interface PathResult {
  /** Chains from the leaf to a root; empty with a fault. */
  readonly chains: readonly (readonly Certificate[])[];
  readonly fault: PathFault | null;
}

/** golang/go `crypto/x509/verify.go`: maxChainSignatureChecks. */
const MAXIMUM_SIGNATURE_CHECKS = 100;
/** CVE-2024-24783: certificates whose key Go can't read are no candidates. */
const KEYLESS_PASSED_OVER = { 21: 8, 22: 1 };
const LIMIT_TEXT = 'x509: signature check attempts limit reached while verifying certificate chain';

/** All chains from the leaf to the roots, or Go's error (golang/go `crypto/x509/verify.go`: Verify, buildChains). */
export function buildPaths(leaf: Certificate, input: PathInput): PathResult {
  return input.roots.has(leaf) ? { chains: [[leaf]], fault: null } : extend([leaf], input, { checks: 0 });
}

function extend(chain: readonly Certificate[], input: PathInput, count: { checks: number }): PathResult {
  const certificate = chain.at(-1) as Certificate;
  const chains: (readonly Certificate[])[] = [];
  let hint: { text: string; certificate: Certificate } | null = null;
  // As in Go, the last candidate's own error stands when no chain is found, and a bad signature leaves it alone.
  let fault: PathFault | null = null;
  const candidates = [
    ...input.roots
      .issuersOf(certificate, input.goVersion)
      .map((candidate) => ({ candidate, position: 'root' as const })),
    ...input.sent
      .issuersOf(certificate, input.goVersion)
      .map((candidate) => ({ candidate, position: 'intermediate' as const })),
  ];
  for (const { candidate, position } of candidates) {
    count.checks++;
    if (count.checks > MAXIMUM_SIGNATURE_CHECKS) {
      fault = { kind: 'other', text: LIMIT_TEXT, certificate, position };
      break;
    }
    if (isInChain(candidate, chain) || (isKeyless(candidate) && goHas(input.goVersion, KEYLESS_PASSED_OVER))) continue;
    const badSignature = signatureFault(certificate, candidate, input.goVersion);
    if (badSignature !== null) {
      hint ??= { text: badSignature, certificate: candidate };
      continue;
    }
    fault = candidateFault(candidate, position, chain, input);
    if (fault !== null) {
      hint ??= { text: fault.text, certificate: candidate };
      continue;
    }
    if (position === 'root') chains.push([...chain, candidate]);
    else {
      const further = extend([...chain, candidate], input, count);
      chains.push(...further.chains);
      fault = further.fault;
    }
  }
  if (chains.length > 0) return { chains, fault: null };
  return { chains, fault: fault ?? unknownAuthority(certificate, chain.length === 1 ? 'leaf' : 'intermediate', hint) };
}

/** golang/go `crypto/x509/verify.go`: isValid, for a candidate above the leaf. */
function candidateFault(
  candidate: Certificate,
  position: ChainPosition,
  chain: readonly Certificate[],
  { nowMs, goVersion }: PathInput,
): PathFault | null {
  const other = (text: string): PathFault => ({ kind: 'other', text, certificate: candidate, position });
  const { unhandledCritical, basicConstraints } = candidate.extensions;
  if (unhandledCritical.length > 0) return other('x509: unhandled critical extension');
  const outside = nowMs === null ? null : validityFault(candidate, nowMs);
  if (outside !== null) return { ...outside, certificate: candidate, position };
  const forbidden = constraintsWhileBuilding(chain, candidate, goVersion);
  if (forbidden !== null) return other(forbidden);
  if (position === 'intermediate' && basicConstraints?.ca !== true)
    return other('x509: certificate is not authorized to sign other certificates');
  if (basicConstraints !== null && basicConstraints.pathLength >= 0 && chain.length - 1 > basicConstraints.pathLength)
    return other('x509: too many intermediates for path length constraint');
  return null;
}

/** Same subject, key and alternative names: the same authority once more, a loop (`verify.go`: alreadyInChain). */
function isInChain(candidate: Certificate, chain: readonly Certificate[]): boolean {
  return chain.some(
    (certificate) =>
      certificate.rawSubject === candidate.rawSubject &&
      isSameKey(certificate, candidate) &&
      certificate.extensions.subjectAlternativeNames === candidate.extensions.subjectAlternativeNames,
  );
}

function isSameKey(one: Certificate, other: Certificate): boolean {
  return Buffer.compare(one.publicKey.raw, other.publicKey.raw) === 0;
}

function isKeyless({ publicKey }: Certificate): boolean {
  return publicKey.algorithm === 'unknown';
}

function unknownAuthority(
  certificate: Certificate,
  position: ChainPosition,
  hint: { text: string; certificate: Certificate } | null,
): PathFault {
  const base = 'x509: certificate signed by unknown authority';
  const text =
    hint === null
      ? base
      : `${base} (possibly because of ${JSON.stringify(hint.text)} while trying to verify candidate authority certificate ${JSON.stringify(shortName(hint.certificate))})`;
  return { kind: 'unknown-authority', text, certificate, position };
}

function shortName({ subject, serial }: Certificate): string {
  if (subject.commonName !== '') return subject.commonName;
  return subject.organization !== ''
    ? subject.organization
    : `serial:${BigInt(`0x${Buffer.from(serial).toString('hex') || '0'}`)}`;
}
