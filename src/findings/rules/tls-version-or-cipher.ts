import type { TlsFact } from '../../facts/facts.js';
import { certificateCase, certificateEvidence } from '../certificates.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { bareHost, hopEvidence, quoted } from '../parts.js';
import { endpoint, hostPort, type Rule, seen } from '../rule.js';

const KINDS: readonly string[] = [
  'tls-alert',
  'tls-closed',
  'tls-reset',
  'tls-failed',
  'tls-not-tls',
  'tls-certificate-other',
  'tls-untrusted',
];

/** The handshake breaks off for a reason that no other rule names: versions and ciphers above all. Says what was seen, no more. */
export const tlsVersionOrCipher: Rule = {
  code: 'tls-version-or-cipher',
  explains(cause, context) {
    if (!KINDS.includes(cause.failure.kind)) return null;
    const fact = handshakeOf(cause, context);
    const found = isCertificate(cause) ? certificateCase(cause, context) : null;
    return {
      title: `${hostPort(cause.url)} ${titleOf(cause, fact)}`,
      subject: endpoint(cause.url),
      evidence:
        found === null ? [...evidenceOf(cause, fact), ...hopEvidence(cause)] : certificateEvidence(cause, found),
      nextStep:
        cause.failure.kind === 'tls-not-tls'
          ? `name the port on which the registry listens: ${hostPort(cause.url)} belongs to something else`
          : isCertificate(cause)
            ? `whoever runs ${bareHost(cause.url)}: have the certificate issued again without this fault (${refusalIn(cause.failure.text)})`
            : `whoever runs ${bareHost(cause.url)} or the proxy before it: offer TLS 1.2 or 1.3 with common cipher suites and a certificate for ${bareHost(cause.url)}; the server's log says why it broke off`,
    };
  },
};

function isCertificate({ failure: { kind } }: Cause): boolean {
  return kind === 'tls-certificate-other' || kind === 'tls-untrusted';
}

/** Go's reason without its introductions; for an authority that it knows and refuses, the hint is the reason. */
function refusalIn(text: string): string {
  const hint = /possibly because of "(?:x509: )?(.+?)" while trying/.exec(text)?.[1];
  return hint ?? text.replace(/^.*?x509: /, '');
}

function handshakeOf(cause: Cause, { facts }: DiagnosisContext): TlsFact | null {
  const fact = cause.failure.fact === null ? undefined : facts.byId(cause.failure.fact);
  return fact?.kind === 'tls' ? fact : null;
}

function titleOf(cause: Cause, fact: TlsFact | null): string {
  const alert = (fact?.detail ?? '').replace(/ \(\d+\)$/, '');
  switch (cause.failure.kind) {
    case 'tls-alert':
      return alert === 'protocol version not supported' || alert === 'handshake failure'
        ? `and this client agree on no TLS version or cipher (${alert})`
        : alert === 'unrecognized name'
          ? `serves no site of the name ${bareHost(cause.url)}: it ends the TLS handshake with "${alert}"`
          : `ends the TLS handshake with the alert ${quoted(alert)}`;
    case 'tls-closed':
      return 'closes the connection as soon as TLS begins';
    case 'tls-reset':
      return 'resets the connection as soon as TLS begins';
    case 'tls-not-tls':
      return 'speaks neither TLS nor HTTP';
    case 'tls-certificate-other':
    case 'tls-untrusted':
      return `shows a certificate that Go programs refuse: ${refusalIn(cause.failure.text)}`;
    default:
      return `can't be shaken hands with: ${cause.failure.text}`;
  }
}

function evidenceOf(cause: Cause, fact: TlsFact | null): Evidence[] {
  const at = cause.request.address ?? hostPort(cause.url);
  if (fact === null) return [seen(cause, `${at}: ${cause.failure.text}`)];
  const ms = Math.round(fact.ms);
  const what = {
    handshake: `shakes hands (${fact.protocol ?? 'TLS'}); the client then says: ${cause.failure.text}`,
    'plain-http': 'answers in plain HTTP',
    'not-tls': 'answers the TLS hello with something that is no TLS',
    alert: `answers the TLS hello with the alert ${fact.detail ?? 'handshake failure'} after ${ms} ms`,
    closed: `takes the TLS hello and closes the connection after ${ms} ms`,
    reset: `takes the TLS hello and resets the connection after ${ms} ms`,
    silent: `takes the connection and sends nothing for ${ms} ms`,
    'proxy-refused': fact.detail ?? 'the proxy refuses',
    failed: `the handshake fails: ${fact.detail ?? 'no reason given'}`,
  }[fact.outcome];
  return [
    seen(cause, `${at}: ${what}`),
    ...(fact.firstBytes === null || fact.outcome === 'alert'
      ? []
      : [seen(cause, `its first bytes: ${quoted(fact.firstBytes)}`)]),
    ...(fact.clientCertificateAsked ? [seen(cause, 'it asks for a client certificate')] : []),
  ];
}
