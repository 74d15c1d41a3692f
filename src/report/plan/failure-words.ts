import type { FailureKind, FailureMatch } from '../../plan/failure.js';

/** Kinds of failure in the words of people on call. */
const WORDS: Readonly<Record<FailureKind, string>> = {
  'dns-nxdomain': 'the name does not exist',
  'dns-server-failure': 'the name server fails',
  'dns-timeout': 'the name server does not answer',
  'dns-unreachable': "the name server can't be reached",
  'tcp-refused': 'connection refused',
  'tcp-reset': 'connection reset',
  'tcp-timeout': 'no connection in time',
  'tcp-unreachable': 'no route',
  'tcp-failed': 'another failure to connect',
  'tls-plain-http': 'plain HTTP on a TLS port',
  'tls-not-tls': 'no TLS spoken',
  'tls-untrusted': 'unknown authority',
  'tls-name': 'wrong name in the certificate',
  'tls-legacy-name': 'certificate with a common name only',
  'tls-expired': 'expired certificate',
  'tls-not-yet-valid': 'certificate not yet valid',
  'tls-certificate-other': 'another fault of the certificate',
  'tls-alert': 'TLS alert',
  'tls-closed': 'closed during the handshake',
  'tls-reset': 'reset during the handshake',
  'tls-timeout': 'no handshake in time',
  'tls-failed': 'another failure of TLS',
  'proxy-refused': 'the proxy refuses',
  'http-status': 'an HTTP error',
  'http-closed': 'closed before the answer',
  'http-reset': 'reset before the answer',
  'http-timeout': 'no answer in time',
  'http-malformed': 'an answer that is no HTTP',
  'http-too-large': 'too large an answer',
  'http-redirects': 'too many redirects',
  'http-redirect-refused': 'a redirect that is not followed',
  'token-missing': 'no token in the answer',
  'credential-not-sendable': "credentials that can't be sent",
  'credential-missing': 'no credentials',
  'content-digest': 'content that does not match its digest',
  'content-size': 'content of another size than its manifest says',
  'media-type': 'a type of manifest that the client does not take',
  'credential-helper': 'a credential helper that gives nothing usable',
  'platform-missing': 'no image for the platform',
  config: 'broken configuration',
  blocked: 'blocked by policy',
  reference: 'an invalid reference',
};

/** Whole families are named once: `dns`, `tcp`, `tls`. */
const FAMILIES: readonly [prefix: string, words: string][] = [
  ['dns-', 'any failure of DNS'],
  ['tcp-', 'any failure to connect'],
  ['tls-', 'any failure of TLS'],
];

const KINDS = Object.keys(WORDS) as FailureKind[];

/** Which failures a rule speaks of, as an enumeration for people: `connection refused, HTTP 404`. */
export function failureWords(match: FailureMatch): string {
  const left = match.kinds === 'any' ? [] : match.kinds.filter((kind) => !match.except.includes(kind));
  const words: string[] = match.kinds === 'any' ? ['any failure'] : [];
  let rest: readonly FailureKind[] = left;
  for (const [prefix, family] of FAMILIES) {
    const all = KINDS.filter((kind) => kind.startsWith(prefix));
    if (!all.every((kind) => left.includes(kind))) continue;
    words.push(family);
    rest = rest.filter((kind) => !kind.startsWith(prefix));
  }
  for (const kind of rest) words.push(kind === 'http-status' ? statusWords(match) : WORDS[kind]);
  const except = [
    ...(match.kinds === 'any' ? match.except.map((kind) => WORDS[kind]) : []),
    ...(match.kinds === 'any' || left.includes('http-status')
      ? match.exceptStatuses.map((status) => `HTTP ${status}`)
      : []),
    ...match.exceptCodes,
  ];
  if (match.kinds === 'any' && match.statuses !== null && !match.except.includes('http-status'))
    except.push(`HTTP errors other than ${match.statuses.join(', ')}`);
  return `${words.length === 0 ? 'never' : words.join(', ')}${except.length === 0 ? '' : `, but not ${except.join(', ')}`}`;
}

function statusWords({ statuses, orWithCodes }: FailureMatch): string {
  if (statuses === null) return 'any HTTP error';
  const listed = statuses.length === 0 ? '' : `HTTP ${statuses.join(', ')}`;
  const coded = orWithCodes === true ? 'an HTTP error that names a registry error code' : '';
  return [listed, coded].filter((words) => words !== '').join(' or ') || 'no HTTP error';
}
