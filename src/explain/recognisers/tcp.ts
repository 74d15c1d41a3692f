import type { Recogniser } from '../recogniser.js';

/** Connections that are refused, or for which there is no way. */
export const TCP: readonly Recogniser[] = [
  {
    label: 'tcp-refused',
    weight: 74,
    anchors: [
      'connection refused',
      'actively refused',
      'econnrefused',
      'connection was refused',
      "couldn't connect to server",
      'forbidden by its access permissions',
      'conexión rehusada',
      'verbindung verweigert',
      'verbindungsaufbau abgelehnt',
      'connexion refusée',
      'expressément refusée',
      '积极拒绝',
      '拒绝连接',
      'failed to connect to',
    ],
    pattern:
      /connection (?:was )?refused|actively refused it|\beconnrefused\b|couldn't connect to server|failed to connect to \S+ port \d+|forbidden by its access permissions|conexión rehusada|verbindung verweigert|verbindungsaufbau abgelehnt|connexion refusée|expressément refusée|积极拒绝|拒绝连接/i,
    unless:
      /lookup \S+(?: on [^\s]+?:\d+)?: (?:read|write|dial) (?:udp|tcp)|dial unix|\/var\/run\/docker\.sock|\.sock\b|podman socket|error during connect|error from server|connection to the server|failed to connect to \S+ port \d+[^\n]{0,40}timed out/i,
    needsRegistry: true,
    why: 'Nothing listens at that address and port, or a firewall refuses.',
    also: ['proxy-misconfigured'],
    tells:
      'ss -ltn on the host of that address shows whether anything listens; where only a proxy leads out, firewalls refuse the direct way.',
    source: 'Linux connect(2): ECONNREFUSED; Windows WSAECONNREFUSED, WSAEACCES',
    examples: [
      'Error response from daemon: Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused',
      'failed to do request: Head "https://registry.example.com:5000/v2/app/manifests/1": dial tcp 10.0.0.7:5000: connectex: No connection could be made because the target machine actively refused it.',
      'docker pull reg.example.com/app: dial tcp 10.0.0.7:443: connectex: Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte.',
      'docker pull reg.example.com/app: dial tcp 10.0.0.7:443: connectex: 由于目标计算机积极拒绝，无法连接。',
    ],
    counterexamples: [
      'dial tcp: lookup registry.example.com on 127.0.0.1:53: read udp 127.0.0.1:40000->127.0.0.1:53: read: connection refused',
      'dial unix /run/containerd/containerd.sock: connect: connection refused',
    ],
  },
  {
    label: 'tcp-unreachable',
    weight: 78,
    anchors: [
      'no route to host',
      'network is unreachable',
      'network is down',
      'host is down',
      'unreachable host',
      'unreachable network',
      'ehostunreach',
      'enetunreach',
      'host unreachable',
      'network unreachable',
      'connect: operation not permitted',
      'connect: permission denied',
      'aucun chemin',
      '没有到主机的路由',
    ],
    pattern:
      /no route to host|network is (?:unreachable|down)|host is down|unreachable (?:host|network)|\be(?:host|net)unreach\b|(?:host|network) unreachable|dial tcp6? \S+:\d+: connect: (?:operation not permitted|permission denied)|aucun chemin d.accès|没有到主机的路由/i,
    unless: /lookup \S+(?: on [^\s]+?:\d+)?: (?:read|write|dial) (?:udp|tcp)|error from server/i,
    needsRegistry: true,
    why: 'There is no route to that host or network, or a firewall says so.',
    also: ['tcp-refused'],
    tells: 'ip route get ADDRESS shows the way; a firewall that rejects says the same.',
    source: 'Linux connect(2): EHOSTUNREACH, ENETUNREACH, EPERM; Windows WSAEHOSTUNREACH',
    examples: [
      'Get "https://10.20.30.40:5000/v2/": dial tcp 10.20.30.40:5000: connect: no route to host',
      'Get "https://registry.example.com/v2/": dial tcp 203.0.113.5:443: connect: operation not permitted',
    ],
    counterexamples: ['Get "https://registry.example.com/v2/": dial tcp 203.0.113.5:443: i/o timeout'],
  },
  {
    label: 'ipv6-broken',
    weight: 80,
    anchors: [
      'cannot assign requested address',
      'network is unreachable',
      'no route to host',
      'address family not supported',
    ],
    pattern:
      /dial tcp6? \[[0-9a-z:.%]{3,60}\]:\d+: (?:connect|socket): (?:cannot assign requested address|network is unreachable|no route to host|address family not supported)/i,
    needsRegistry: true,
    why: 'The registry is tried over IPv6, and this machine has no way out over IPv6.',
    also: ['tcp-unreachable'],
    tells: 'curl -6 and curl -4 of the same address show the difference.',
    source: 'Linux connect(2): EADDRNOTAVAIL, ENETUNREACH on an IPv6 address',
    examples: [
      'Get "https://registry.example.com/v2/": dial tcp [2001:db8::7]:443: connect: cannot assign requested address',
    ],
    counterexamples: ['Get "https://10.20.30.40:5000/v2/": dial tcp 10.20.30.40:5000: connect: no route to host'],
  },
  {
    label: 'tcp-refused',
    weight: 58,
    anchors: ['cannot assign requested address'],
    pattern: /cannot assign requested address/i,
    needsRegistry: true,
    why: 'The address is none that a connection can be made from or to here.',
    also: ['tcp-unreachable', 'ipv6-broken'],
    tells: 'The name points to an address of nobody: 0.0.0.0, or a family that this machine does not have.',
    source: 'Linux connect(2): EADDRNOTAVAIL',
    examples: [
      'docker push localhost:5000/app: Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: cannot assign requested address',
    ],
  },
];
