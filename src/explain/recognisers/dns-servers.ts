import type { Recogniser } from '../recogniser.js';

/** Name servers that fail or stay silent. */
export const DNS_SERVERS: readonly Recogniser[] = [
  {
    label: 'dns-server-failure',
    weight: 78,
    anchors: ['server misbehaving', 'servfail', 'no answer from dns server', 'cannot unmarshal dns message'],
    pattern: /server misbehaving|\bservfail\b|no answer from dns server|cannot unmarshal dns message/i,
    needsRegistry: true,
    why: 'The name server answers with an error (SERVFAIL, REFUSED) instead of an address.',
    also: ['dns-timeout'],
    tells: 'dig NAME @SERVER shows which error it is.',
    source: 'golang/go src/net/dnsclient_unix.go: errServerMisbehaving, errNoAnswerFromDNSServer',
    examples: [
      'failed to do request: Head "https://registry.example.com/v2/app/manifests/1": dial tcp: lookup registry.example.com on 127.0.0.53:53: server misbehaving',
    ],
  },
  {
    label: 'dns-server-failure',
    weight: 80,
    anchors: ['lookup '],
    pattern:
      /lookup \S+(?: on [^\s]+?:\d+)?: (?:read|write|dial) (?:udp|tcp)[^"]{0,160}(?:connection refused|no route to host|network is (?:unreachable|down)|operation not permitted|permission denied|cannot assign requested address|connection reset|actively refused)/i,
    needsRegistry: true,
    why: 'Nothing answers DNS at the address that is configured as name server.',
    also: ['dns-timeout'],
    tells: 'The address behind "on" is the name server that was asked.',
    source: 'golang/go src/net/dnsclient_unix.go: exchange',
    examples: [
      'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 127.0.0.1:53: read udp 127.0.0.1:40000->127.0.0.1:53: read: connection refused',
      'pinging container registry registry.example.com: Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on [::1]:53: dial udp [::1]:53: connect: cannot assign requested address',
    ],
    counterexamples: ['Get "https://registry.example.com/v2/": dial tcp 203.0.113.5:443: connect: connection refused'],
  },
  {
    label: 'dns-server-failure',
    weight: 72,
    anchors: [
      'temporary failure in name resolution',
      'temporary failure resolving',
      'eai_again',
      'try again',
      'temporary error during hostname resolution',
      'non-recoverable failure in name resolution',
      'could not contact dns servers',
    ],
    pattern:
      /temporary failure in name resolution|temporary failure resolving|\beai_again\b|lookup \S+: try again|temporary error during hostname resolution|non-recoverable failure in name resolution|could not contact dns servers/i,
    needsRegistry: true,
    why: 'The resolver of the system got no usable answer from any name server.',
    also: ['dns-timeout', 'dns-nxdomain'],
    tells: 'No answer at all is a time-out, an error answer a failing server: dig NAME @SERVER shows which.',
    source: 'glibc getaddrinfo: EAI_AGAIN; Windows WSATRY_AGAIN; c-ares',
    examples: [
      'docker pull: Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com: Temporary failure in name resolution',
      'error pulling image registry.example.com/app: getaddrinfo EAI_AGAIN registry.example.com',
    ],
  },
  {
    label: 'dns-timeout',
    weight: 82,
    anchors: ['lookup '],
    pattern:
      /lookup \S+(?: on [^\s]+?:\d+)?: (?:(?:read|write|dial) (?:udp|tcp)[^"]{0,160})?(?:i\/o timeout|context deadline exceeded|operation was canceled|request canceled|timeout period expired)|lookup \S+: dnsquery: [^"]{0,60}timeout/i,
    needsRegistry: true,
    why: 'The name server gives no answer in time.',
    also: ['tcp-timeout'],
    tells: 'dig NAME @SERVER from the same machine shows whether that server answers at all.',
    source: 'golang/go src/net/dnsclient_unix.go: exchange',
    examples: [
      'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 10.96.0.10:53: read udp 10.1.0.4:41000->10.96.0.10:53: i/o timeout',
      'Head "https://registry.example.com/v2/app/manifests/1": dial tcp: lookup registry.example.com: i/o timeout',
    ],
  },
  {
    label: 'dns-timeout',
    weight: 66,
    anchors: ['dial tcp: i/o timeout', 'resolving timed out'],
    pattern: /dial tcp: i\/o timeout|resolving timed out after/i,
    needsRegistry: true,
    why: 'The time ran out before an address was known: it went into the look-up.',
    also: ['tcp-timeout'],
    tells: 'With an address behind "dial tcp" it would be the connection.',
    source: 'golang/go src/net/dial.go: DialContext; curl',
    examples: ['Get "https://registry.example.com/v1/_ping": dial tcp: i/o timeout'],
  },
];
