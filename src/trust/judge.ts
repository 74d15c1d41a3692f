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

/** Certificates of a chain that are looked at; public servers send two to four; beyond Go's 100 signature checks none counts. */
const MAXIMUM_CHAIN = 128;
/** golang/go `crypto/tls/handshake_client.go`: defaultMaxRSAKeySize, bits. */
const MAXIMUM_RSA_BITS = 8192;
const UNSUPPORTED_KEY = "tls: server's certificate contains an unsupported type of public key";

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
  const problems = [
    ...leafProblems(leaf, input),
    ...pathProblems(now, anyTime),
    ...chainProblems(leaf, anyTime, goVersion),
    ...keyProblems(leaf),
  ];
  const first = problems[0] ?? null;
  const gap = problems.some(({ kind }) => kind === 'unknown-authority') ? authorityGap(leaf, sent, roots) : null;
  return {
    ok: first === null,
    firstFailure: first?.kind ?? null,
    text: first === null ? '' : worded(first.text, goVersion),
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

function worded(text: string, goVersion: string): string {
  const introduced = goAtLeast(goVersion, 20) && !text.startsWith(UNSUPPORTED_KEY);
  return introduced ? `tls: failed to verify certificate: ${text}` : text;
}

/** The parsed chain, or the error with which crypto/tls ends the handshake before it judges anything. */
function readChain({ chain, goVersion }: TrustInput): Certificate[] | string {
  if (chain.length === 0) return 'tls: received empty certificates message';
  const certificates: Certificate[] = [];
  for (const der of chain.slice(0, MAXIMUM_CHAIN)) {
    const result = parseCertificate(der, goVersion);
    if (!result.ok) return `tls: failed to parse certificate from server: ${result.text}`;
    if ((result.certificate.publicKey.rsaBits ?? 0) > MAXIMUM_RSA_BITS && goAtLeast(goVersion, 21))
      return `tls: server sent certificate containing RSA key larger than ${MAXIMUM_RSA_BITS} bits`;
    certificates.push(result.certificate);
  }
  return certificates;
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

function chainProblems(leaf: Certificate, { chains }: PathResult, goVersion: string): TrustProblem[] {
  const text = chains.length === 0 ? null : chainsFault(chains, goVersion);
  return text === null ? [] : [{ kind: 'other', text, position: 'leaf', subject: leaf.subject.text }];
}

/** crypto/tls itself refuses keys that it can't use, once everything else is in order. */
function keyProblems({ publicKey: { algorithm }, subject }: Certificate): TrustProblem[] {
  if (algorithm !== 'DSA' && algorithm !== 'unknown') return [];
  const type = algorithm === 'DSA' ? '*dsa.PublicKey' : '<nil>';
  const text = `${UNSUPPORTED_KEY}: ${type}`;
  return [{ kind: 'other', text, position: 'leaf', subject: subject.text }];
}

function summary(leaf: Certificate): LeafSummary {
  return {
    subject: leaf.subject.text,
    issuer: leaf.issuer.text,
    sans: [...leaf.extensions.dnsNames, ...leaf.extensions.ipAddresses].map(printable),
    notBefore: new Date(leaf.notBeforeMs).toISOString(),
    notAfter: new Date(leaf.notAfterMs).toISOString(),
    fingerprintSha256: leaf.fingerprintSha256,
    keyId: hexadecimal(leaf.extensions.subjectKeyIdentifier),
    issuerKeyId: hexadecimal(leaf.extensions.authorityKeyIdentifier),
    selfSigned: isSelfSigned(leaf),
  };
}

/** Certificates may have identifiers of any length; what is shown fits a line. */
const MAXIMUM_KEY_ID_OCTETS = 32;

function hexadecimal(octets: string): string | null {
  return octets === '' ? null : Buffer.from(octets.slice(0, MAXIMUM_KEY_ID_OCTETS), 'latin1').toString('hex');
}

function unreadable(text: string): TrustVerdict {
  const problem: TrustProblem = { kind: 'other', position: 'leaf', subject: '', text };
  const nothing = { leaf: null, expiredWhich: null, missing: null, gap: null, builtChain: null };
  return { ok: false, firstFailure: 'other', text, problems: [problem], ...nothing };
}
