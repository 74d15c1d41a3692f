import type { Recogniser } from '../recogniser.js';

const NAMED = 'Look the name up where the client runs: a node, a daemon and a pod have different resolvers.';

/** Look-ups that fail, in the words of Go's resolver, of getaddrinfo and of what wraps them. */
export const DNS: readonly Recogniser[] = [
  {
    label: 'dns-nxdomain',
    weight: 74,
    anchors: ['no such host'],
    pattern: /no such host/i,
    needsRegistry: true,
    why: 'The name server says that the host name does not exist.',
    also: ['dns-cluster-name-on-node'],
    tells: NAMED,
    source: 'golang/go src/net/net.go: errNoSuchHost',
    examples: [
      'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host',
      'Error response from daemon: Get "https://reg.corp.example/v2/": dial tcp: lookup reg.corp.example: no such host',
    ],
  },
  {
    label: 'dns-nxdomain',
    weight: 73,
    anchors: [
      'name or service not known',
      'nodename nor servname',
      'name does not resolve',
      'enotfound',
      'unknownhostexception',
      'could not resolve host',
      'no address associated',
    ],
    pattern:
      /name or service not known|nodename nor servname provided|name does not resolve|getaddrinfo enotfound|unknownhostexception|could not resolve host|no address associated with hostname/i,
    needsRegistry: true,
    why: 'getaddrinfo finds no address for the host name.',
    also: ['dns-cluster-name-on-node', 'dns-server-failure'],
    tells: NAMED,
    source: 'glibc, musl and BSD getaddrinfo: gai_strerror',
    examples: [
      'failed to pull manifest error sending request for url (https://registry.example.com/v2/): dns error: failed to lookup address information: Name or service not known',
      'com.google.cloud.tools.jib: docker pull of registry.example.com/app: java.net.UnknownHostException: registry.example.com',
    ],
  },
  {
    label: 'dns-server-failure',
    weight: 78,
    anchors: ['server misbehaving', 'servfail'],
    pattern: /server misbehaving|\bservfail\b/i,
    needsRegistry: true,
    why: 'The name server answers with an error (SERVFAIL, REFUSED) instead of an address.',
    also: ['dns-timeout'],
    tells: 'dig NAME @SERVER shows which error it is.',
    source: 'golang/go src/net/dnsclient_unix.go: errServerMisbehaving',
    examples: [
      'failed to do request: Head "https://registry.example.com/v2/app/manifests/1": dial tcp: lookup registry.example.com on 127.0.0.53:53: server misbehaving',
    ],
  },
  {
    label: 'dns-server-failure',
    weight: 80,
    anchors: ['lookup '],
    pattern:
      /lookup \S+(?: on [^\s]+?:\d+)?: (?:read|write|dial) (?:udp|tcp)[^"]{0,120}(?:connection refused|no route to host|network is unreachable|operation not permitted)/i,
    needsRegistry: true,
    why: 'Nothing answers DNS at the address that is configured as name server.',
    source: 'golang/go src/net/dnsclient_unix.go: exchange',
    examples: [
      'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 127.0.0.1:53: read udp 127.0.0.1:40000->127.0.0.1:53: read: connection refused',
    ],
  },
  {
    label: 'dns-server-failure',
    weight: 72,
    anchors: ['temporary failure in name resolution', 'temporary failure resolving', 'eai_again', 'try again'],
    pattern: /temporary failure in name resolution|temporary failure resolving|eai_again|lookup \S+: try again/i,
    needsRegistry: true,
    why: 'getaddrinfo got no usable answer from any name server.',
    also: ['dns-timeout'],
    tells: 'No answer at all is a time-out, an error answer a failing server: dig NAME @SERVER shows which.',
    source: 'glibc getaddrinfo: EAI_AGAIN',
    examples: [
      'docker pull: Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com: Temporary failure in name resolution',
    ],
  },
  {
    label: 'dns-timeout',
    weight: 82,
    anchors: ['lookup '],
    pattern:
      /lookup \S+(?: on [^\s]+?:\d+)?: (?:(?:read|write|dial) (?:udp|tcp)[^"]{0,120})?(?:i\/o timeout|context deadline exceeded|operation was canceled|request canceled)/i,
    needsRegistry: true,
    why: 'The name server gives no answer in time.',
    source: 'golang/go src/net/dnsclient_unix.go: exchange',
    examples: [
      'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 10.96.0.10:53: read udp 10.1.0.4:41000->10.96.0.10:53: i/o timeout',
      'Head "https://registry.example.com/v2/app/manifests/1": dial tcp: lookup registry.example.com: i/o timeout',
    ],
  },
  {
    label: 'dns-timeout',
    weight: 66,
    anchors: ['dial tcp: i/o timeout'],
    pattern: /dial tcp: i\/o timeout/i,
    needsRegistry: true,
    why: 'The time ran out before an address was known: it went into the look-up.',
    also: ['tcp-timeout'],
    tells: 'With an address behind "dial tcp" it would be the connection.',
    source: 'golang/go src/net/dial.go: DialContext',
    examples: ['Get "https://registry.example.com/v1/_ping": dial tcp: i/o timeout'],
  },
];
