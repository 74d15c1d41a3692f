import type { ReportAttempt } from '../schema.js';

/** Kinds of failure (plan/failure.ts) in the two or three words that fit on a link of the picture. */
const WORDS: Readonly<Record<string, string>> = {
  'dns-nxdomain': 'no such name',
  'dns-server-failure': 'server fails',
  'dns-timeout': 'no answer',
  'dns-unreachable': 'unreachable',
  'tcp-refused': 'refused',
  'tcp-reset': 'reset',
  'tcp-timeout': 'no answer',
  'tcp-unreachable': 'no route',
  'tls-plain-http': 'speaks plain HTTP',
  'tls-not-tls': 'speaks no TLS',
  'tls-untrusted': 'unknown authority',
  'tls-name': 'wrong name in the certificate',
  'tls-legacy-name': 'old kind of certificate',
  'tls-expired': 'certificate expired',
  'tls-not-yet-valid': 'certificate not yet valid',
  'tls-alert': 'TLS alert',
  'tls-closed': 'closed in the handshake',
  'tls-reset': 'reset in the handshake',
  'tls-timeout': 'no handshake',
  'proxy-refused': 'refuses',
  'http-closed': 'closed',
  'http-reset': 'reset',
  'http-timeout': 'no answer',
  'http-malformed': 'speaks no HTTP',
  'token-missing': 'no token',
  'content-digest': 'wrong content',
  'content-size': 'wrong size',
  'media-type': 'type not taken',
  'platform-missing': 'no such platform',
  blocked: 'blocked by policy',
  'credential-missing': 'no credentials',
};

/** What went wrong on the link, in a few words: the status where one came. */
export function hopWords({ outcome, status }: Pick<ReportAttempt, 'outcome' | 'status'>): string {
  if (Object.hasOwn(WORDS, outcome)) return WORDS[outcome] ?? 'fails';
  return status === null ? 'fails' : `answers ${status}`;
}
