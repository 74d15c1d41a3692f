import { type Certificate, parseCertificate } from './certificate.js';
import { chainsFault } from './chain-checks.js';
import { printable } from './distinguished-name.js';
import { authorityGap } from './gap.js';
import { goAtLeast } from './go-version.js';
import { nameFault } from './host-name.js';
import { buildPaths, type PathResult } from './path.js';
import { CertificatePool } from './pool.js';
import { isSelfSigned } from './signature.js';
import { validityFault } from './validity.js';
import type { LeafSummary, TrustInput, TrustProblem, TrustVerdict } from './verdict.js';

/** Certificates of a chain that are looked at; public servers send two to four. */
const MAXIMUM_CHAIN = 32;
/** golang/go `crypto/tls/handshake_client.go`: defaultMaxRSAKeySize, bits. */
const MAXIMUM_RSA_BITS = 8192;

/**
 * The verdict that crypto/tls and crypto/x509 would give over a chain as sent, with everything else that is wrong.
 * Never throws. Go checks the leaf's validity, then the name, then the chain, then usages and constraints, and reports the
 * first (golang/go `crypto/tls/handshake_client.go`: verifyServerCertificate, `crypto/x509/verify.go`: Verify).
 */
export function judgeChain(input: TrustInput): TrustVerdict {
  const read = readChain(input);
  if (typeof read === 'string') return unreadable(read);
  const [leaf, ...others] = read as [Certificate, ...Certificate[]];
  const sent = CertificatePool.of(others.map(({ der }) => der));
  const { roots, nowMs, goVersion } = input;
  const now = buildPaths(leaf, { roots, sent, nowMs, goVersion });
  const anyTime = now.fault === null ? now : buildPaths(leaf, { roots, sent, nowMs: null, goVersion });
  const problems = [...leafProblems(leaf, input), ...pathProblems(now, anyTime), ...chainProblems(leaf, anyTime)];
  const first = problems[0] ?? null;
  const gap = problems.some(({ kind }) => kind === 'unknown-authority') ? authorityGap(leaf, sent, roots) : null;
  return {
    ok: first === null,
    firstFailure: first?.kind ?? null,
    text: first === null ? '' : `${goAtLeast(goVersion, 20) ? 'tls: failed to verify certificate: ' : ''}${first.text}`,
    problems,
    leaf: summary(leaf),
    expiredWhich: problems.find(({ kind }) => kind === 'expired' || kind === 'not-yet-valid')?.position ?? null,
    missing: gap?.missing ?? null,
    gap,
    builtChain:
      anyTime.chains[0]?.map(({ subject, fingerprintSha256 }) => ({ subject: subject.text, fingerprintSha256 })) ??
      null,
  };
}

/** The parsed chain, or the error with which crypto/tls ends the handshake before it judges anything. */
function readChain({ chain, goVersion }: TrustInput): Certificate[] | string {
  if (chain.length === 0) return 'tls: received empty certificates message';
  const certificates: Certificate[] = [];
  for (const der of chain.slice(0, MAXIMUM_CHAIN)) {
    const result = parseCertificate(der);
    const text = result.ok ? serialFault(result.certificate, goVersion) : result.text;
    if (text !== null || !result.ok) return `tls: failed to parse certificate from server: ${text}`;
    if ((result.certificate.rsaBits ?? 0) > MAXIMUM_RSA_BITS && goAtLeast(goVersion, 21))
      return `tls: server sent certificate containing RSA key larger than ${MAXIMUM_RSA_BITS} bits`;
    certificates.push(result.certificate);
  }
  return certificates;
}

/** golang/go `crypto/x509/parser.go`: negative serial numbers are refused from Go 1.23 on. */
function serialFault({ serial }: Certificate, goVersion: string): string | null {
  return (serial[0] ?? 0) >= 0x80 && goAtLeast(goVersion, 23) ? 'x509: negative serial number' : null;
}

function leafProblems(leaf: Certificate, { nowMs, serverName, goVersion }: TrustInput): TrustProblem[] {
  const own = { position: 'leaf', subject: leaf.subject.text } as const;
  const critical = leaf.extensions.unhandledCritical.length > 0;
  const outside = validityFault(leaf, nowMs);
  const name = nameFault(leaf, serverName, goVersion);
  return [
    ...(critical ? [{ kind: 'other', text: 'x509: unhandled critical extension', ...own } as const] : []),
    ...(outside === null ? [] : [{ ...outside, ...own }]),
    ...(name === null ? [] : [{ ...name, ...own }]),
  ];
}

/** Go's own fault; and where that is about time, what would stop the chain at any time. */
function pathProblems(now: PathResult, anyTime: PathResult): TrustProblem[] {
  const faults = [now.fault, anyTime.fault === null || anyTime.fault.kind === now.fault?.kind ? null : anyTime.fault];
  return faults
    .filter((fault) => fault !== null)
    .map(({ kind, text, certificate, position }) => ({
      kind,
      text: printable(text),
      position,
      subject: certificate.subject.text,
    }));
}

function chainProblems(leaf: Certificate, { chains }: PathResult): TrustProblem[] {
  const text = chains.length === 0 ? null : chainsFault(chains);
  return text === null ? [] : [{ kind: 'other', text, position: 'leaf', subject: leaf.subject.text }];
}

function summary(leaf: Certificate): LeafSummary {
  return {
    subject: leaf.subject.text,
    issuer: leaf.issuer.text,
    sans: [...leaf.extensions.dnsNames, ...leaf.extensions.ipAddresses].map(printable),
    notBefore: new Date(leaf.notBeforeMs).toISOString(),
    notAfter: new Date(leaf.notAfterMs).toISOString(),
    fingerprintSha256: leaf.fingerprintSha256,
    selfSigned: isSelfSigned(leaf),
  };
}

function unreadable(text: string): TrustVerdict {
  const problem: TrustProblem = { kind: 'other', position: 'leaf', subject: '', text };
  const nothing = { leaf: null, expiredWhich: null, missing: null, gap: null, builtChain: null };
  return { ok: false, firstFailure: 'other', text, problems: [problem], ...nothing };
}
