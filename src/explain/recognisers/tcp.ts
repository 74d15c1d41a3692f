import type { Recogniser } from '../recogniser.js';

/** Connections that don't come about, or break. */
export const TCP: readonly Recogniser[] = [
  {
    label: 'tcp-refused',
    weight: 74,
    anchors: ['connection refused', 'actively refused', 'econnrefused'],
    pattern: /connection refused|actively refused it|econnrefused/i,
    unless:
      /lookup \S+(?: on [^\s]+?:\d+)?: (?:read|write|dial) (?:udp|tcp)|dial unix|\/var\/run\/docker\.sock|\.sock\b|podman socket/i,
    needsRegistry: true,
    why: 'Nothing listens at that address and port, or a firewall refuses.',
    source: 'Linux connect(2): ECONNREFUSED',
    examples: [
      'Error response from daemon: Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused',
      'failed to do request: Head "https://registry.example.com:5000/v2/app/manifests/1": dial tcp 10.0.0.7:5000: connectex: No connection could be made because the target machine actively refused it.',
    ],
    counterexamples: [
      'dial tcp: lookup registry.example.com on 127.0.0.1:53: read udp 127.0.0.1:40000->127.0.0.1:53: read: connection refused',
    ],
  },
  {
    label: 'tcp-timeout',
    weight: 72,
    anchors: [
      'i/o timeout',
      'connection timed out',
      'etimedout',
      'connected party did not properly respond',
      'operation timed out',
    ],
    pattern:
      /dial tcp6? \S+:\d+: (?:connect: )?(?:i\/o timeout|connection timed out|operation timed out)|connect: connection timed out|connect etimedout|connected party did not properly respond/i,
    needsRegistry: true,
    why: 'The connection attempt gets no answer: packets are dropped, the host is down, or the port is blocked.',
    also: ['proxy-misconfigured', 'blob-redirect-unreachable'],
    tells:
      'Where only a proxy leads out, the program that pulls has to know it; else a firewall or the host is to blame.',
    source: 'golang/go src/net/dial.go; Linux connect(2): ETIMEDOUT',
    examples: [
      'pinging container registry registry.example.com: Get "https://registry.example.com/v2/": dial tcp 203.0.113.5:443: i/o timeout',
      'Error response from daemon: Get "https://registry.example.com/v2/": dial tcp 203.0.113.5:443: connect: connection timed out',
    ],
  },
  {
    label: 'tcp-timeout',
    weight: 62,
    anchors: ['waiting for connection', 'awaiting headers', 'context deadline exceeded'],
    pattern:
      /request canceled while waiting for connection|(?:get|head|post) "?https?:\/\/\S+: (?:net\/http: request canceled[^"]{0,80}|context deadline exceeded )\(client\.timeout exceeded while awaiting headers\)|(?:get|head|post) "?https?:\/\/\S+: context deadline exceeded/i,
    needsRegistry: true,
    why: 'No connection, or no answer on it, within the time limit of the client.',
    also: ['proxy-misconfigured', 'dns-timeout', 'timeout-slow-blob'],
    tells: 'The text does not say which step took the time; a check does.',
    source: 'golang/go src/net/http/client.go: setRequestCancel; moby registry/auth.go',
    examples: [
      'Error response from daemon: Get "https://registry.example.com/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
      'Get "https://registry.example.com/v2/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
  },
  {
    label: 'tcp-unreachable',
    weight: 78,
    anchors: [
      'no route to host',
      'network is unreachable',
      'host is down',
      'unreachable host',
      'unreachable network',
      'ehostunreach',
      'enetunreach',
    ],
    pattern:
      /no route to host|network is unreachable|host is down|(?:unreachable|unreached) (?:host|network)|ehostunreach|enetunreach/i,
    unless: /lookup \S+(?: on [^\s]+?:\d+)?: (?:read|write|dial) (?:udp|tcp)/i,
    needsRegistry: true,
    why: 'There is no route to that host or network, or a firewall says so.',
    source: 'Linux connect(2): EHOSTUNREACH, ENETUNREACH',
    examples: ['Get "https://10.20.30.40:5000/v2/": dial tcp 10.20.30.40:5000: connect: no route to host'],
  },
  {
    label: 'ipv6-broken',
    weight: 80,
    anchors: ['cannot assign requested address', 'network is unreachable'],
    pattern: /dial tcp6? \[[0-9a-f:.]+\]:\d+: connect: (?:cannot assign requested address|network is unreachable)/i,
    needsRegistry: true,
    why: 'The registry is tried over IPv6, and this machine has no way out over IPv6.',
    source: 'Linux connect(2): EADDRNOTAVAIL, ENETUNREACH on an IPv6 address',
    examples: [
      'Get "https://registry.example.com/v2/": dial tcp [2001:db8::7]:443: connect: cannot assign requested address',
    ],
  },
  {
    label: 'connection-reset-mtu',
    weight: 64,
    anchors: ['connection reset', 'econnreset', 'forcibly closed', 'broken pipe'],
    pattern: /connection reset by peer|connection was forcibly closed|econnreset|write: broken pipe/i,
    needsRegistry: true,
    why: 'The connection broke in the middle. Where small requests work and large ones break, packets are too large for a link on the way (MTU).',
    also: ['proxy-interception', 'tls-version-or-cipher'],
    tells: 'A firewall that resets does it for small requests too; ping -M do -s 1472 HOST shows the MTU.',
    source: 'Linux recv(2): ECONNRESET',
    examples: [
      'Get "https://registry.example.com/v2/app/blobs/": read tcp 10.1.0.4:51212->203.0.113.5:443: read: connection reset by peer',
    ],
  },
  {
    label: 'connection-reset-mtu',
    weight: 55,
    anchors: ['unexpected eof', 'incomplete body', 'incorrect data check', 'request time-out'],
    pattern: /unexpected eof\b|408 request time-?out|(?:bad record mac)/i,
    needsRegistry: true,
    why: 'The answer ended before it was whole.',
    also: ['blob-unknown-or-corrupt', 'proxy-interception', 'timeout-slow-blob'],
    tells: 'The same blob each time: the registry; at different places: the network.',
    source: 'golang/go src/io/io.go: ErrUnexpectedEOF',
    examples: [
      'failed to copy: failed to read expected number of bytes: unexpected EOF pulling image registry.example.com/app:1',
    ],
  },
  {
    label: 'tls-version-or-cipher',
    weight: 48,
    anchors: [': eof'],
    pattern: /(?:get|head|post) "?https:\/\/\S+"?: eof\b/i,
    needsRegistry: true,
    why: 'The server closed the connection without a word, in the handshake or after the request.',
    also: ['connection-reset-mtu', 'proxy-misconfigured', 'registry-5xx'],
    tells: 'openssl s_client -connect HOST:PORT shows whether a handshake succeeds.',
    source: 'golang/go src/net/http/transport.go',
    examples: ['Error response from daemon: Get "https://registry.example.com/v2/": EOF'],
  },
  {
    label: 'timeout-slow-blob',
    weight: 88,
    anchors: ['because of no progress', 'image-pull-progress-deadline'],
    pattern: /cancel(?:ed)? pulling image\b.{0,300}because of no progress|no progress in|image-pull-progress-deadline/i,
    why: 'The runtime gave the pull up because nothing moved for as long as its limit.',
    source:
      'kubernetes pkg/kubelet/dockershim/libdocker/kube_docker_client.go; containerd internal/cri/server/images/image_pull.go: image_pull_progress_timeout',
    examples: [
      'kube_docker_client.go:313] Cancel pulling image "registry.example.com/app:1" because of no progress for 1m0s, latest progress: "extracting"',
    ],
  },
  {
    label: 'timeout-slow-blob',
    weight: 58,
    anchors: ['context deadline exceeded', 'request canceled', 'context canceled', 'deadlineexceeded'],
    pattern:
      /(?:pull|unpack|imag|copy|layer|blob).{0,400}(?:context deadline exceeded|net\/http: request canceled|context canceled)|code = deadlineexceeded/i,
    unless: /awaiting headers|waiting for connection|lookup |dial tcp/i,
    needsRegistry: true,
    why: 'The pull was still going on when the time limit of whoever asked for it ended.',
    also: ['tcp-timeout', 'registry-5xx'],
    tells:
      'A pull that moves and is slow needs a longer limit or a nearer registry; one that never starts has no connection.',
    source: 'golang/go src/context/context.go: DeadlineExceeded',
    examples: [
      'FATA[0119] pulling image registry.example.com/app:1: rpc error: code = Unknown desc = context deadline exceeded',
    ],
  },
];
