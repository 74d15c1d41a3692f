import type { FindingCode } from '../codes.js';
import type { CodeEntries } from './entry.js';

type ConnectionCode = Extract<
  FindingCode,
  | `dns-${string}`
  | `tcp-${string}`
  | `proxy-${string}`
  | 'ipv6-broken'
  | 'https-on-http-port'
  | 'http-on-https-port'
  | 'fallback-delay'
  | 'connection-reset-mtu'
  | 'timeout-slow-blob'
>;

/** The way to the registry: names, packets, proxies, the scheme of a port. */
export const CONNECTIONS: CodeEntries<ConnectionCode> = {
  'dns-nxdomain': {
    severity: 'error',
    title: "The name server says that the registry's host name does not exist",
    meaning:
      'The name is misspelt, its record is gone, or it lives in a private zone that this name server does not show.',
    known:
      'Probe: each configured server is asked as the client would ask, with search list and hosts file; the answer is NXDOMAIN or has no address. Text: "no such host" and its like.',
    seenBy: ['probe', 'text'],
  },
  'dns-server-failure': {
    severity: 'error',
    title: 'The name server was reached and failed, or refused to answer',
    meaning:
      'The name may well exist: the server answers SERVFAIL or REFUSED, or nothing listens at its port 53. The fault is with the resolver, not with the registry.',
    known:
      'Probe: the client\'s own queries were answered with an error code, or refused. Text: "server misbehaving" and refused connections to port 53.',
    seenBy: ['probe', 'text'],
  },
  'dns-timeout': {
    severity: 'error',
    title: 'The name server gives no answer in time',
    meaning: 'Queries or their answers get lost: the server is down, or a firewall drops port 53.',
    known:
      'Probe: so many queries went unanswered within so many milliseconds; both numbers are told. Text: time-outs of look-ups.',
    seenBy: ['probe', 'text'],
  },
  'dns-cluster-name-on-node': {
    severity: 'error',
    title: 'A Kubernetes service name is looked up where cluster names are not known',
    meaning:
      "Nodes resolve image names with their own resolver. A Service's name works in pods and fails for kubelet, containerd and CRI-O.",
    known:
      'Probe: the name has the form SERVICE.NAMESPACE.svc, and the resolver that is asked knows no name of the cluster. Text: such a name in "no such host".',
    seenBy: ['probe', 'text'],
  },
  'tcp-refused': {
    severity: 'error',
    title: 'The host answers, but nothing accepts connections at that port',
    meaning: 'The registry is down or listens elsewhere, or a firewall refuses actively.',
    known:
      'Probe: the connection attempt ended in a reset; ports 80 and 443 of the host are asked too. Text: "connection refused".',
    seenBy: ['probe', 'text'],
  },
  'tcp-timeout': {
    severity: 'error',
    title: 'Connection attempts get no answer',
    meaning: 'A firewall drops the packets, the host is down, or the address belongs to nobody.',
    known:
      'Probe: at least two SYNs went unanswered, within so many milliseconds. Text: time-outs of connects, which leave open what was silent.',
    seenBy: ['probe', 'text'],
  },
  'tcp-unreachable': {
    severity: 'error',
    title: "There is no route to the registry's address",
    meaning: 'A route, a VPN or a whole address family is missing on this machine, or the last router gives up.',
    known:
      'Probe: the kernel answered ENETUNREACH or EHOSTUNREACH for every address. Text: "no route to host", "network is unreachable".',
    seenBy: ['probe', 'text'],
  },
  'ipv6-broken': {
    severity: 'warning',
    title: 'The registry has IPv6 addresses, and IPv6 does not work from here',
    meaning: 'Clients that try IPv6 first lose time with every connection, or fail where IPv4 would have worked.',
    known:
      'Probe: every address is connected to by itself, and only the IPv6 ones fail. Text: a connect to an IPv6 address that fails.',
    seenBy: ['probe', 'text'],
  },
  'https-on-http-port': {
    severity: 'error',
    title: 'The client speaks TLS to a port that serves plain HTTP',
    meaning: 'The registry has no TLS, and nobody told this client so; or the port is wrong.',
    known:
      'Probe: a TLS hello was answered with the bytes of HTTP. Text: "server gave HTTP response to HTTPS client", which may stand behind another cause when a client has fallen back.',
    seenBy: ['probe', 'text'],
  },
  'http-on-https-port': {
    severity: 'error',
    title: 'The client speaks plain HTTP to a port that serves TLS',
    meaning: 'The registry is declared insecure or written with http://, and it serves TLS.',
    known:
      'Probe: an HTTP request was answered with a TLS alert or with the words that servers use for this. Text: the same words.',
    seenBy: ['probe', 'text'],
  },
  'fallback-delay': {
    severity: 'warning',
    title: 'The pull works, but only after attempts that bring nothing have used up their time',
    meaning:
      'A host that is allowed to be plain HTTP is still tried over HTTPS first. Where that port is silent, every operation waits for it.',
    known:
      'Probe: the replayed walk succeeds, a request in it used up 3 s or more, and another scheme of the same host then worked. No text shows it: nothing fails.',
    seenBy: ['probe'],
  },
  'proxy-misconfigured': {
    severity: 'error',
    title: 'The way through a proxy fails, or the choice of proxy is wrong',
    meaning:
      'A proxy is set and does not let the client through, is needed and not set, or is set for a host that must be asked directly. Daemons read other settings than shells.',
    known:
      'Probe: the proxy that the client would take is asked, and the host directly too. Text: "proxyconnect", 407, a proxy\'s own refusal.',
    seenBy: ['probe', 'text'],
  },
  'proxy-interception': {
    severity: 'error',
    title: 'A proxy or firewall opens the TLS connection and shows a certificate of its own',
    meaning:
      "The certificate is made on the way, so it fails wherever that product's CA is not trusted. Its CA has to get into the client, or the registry out of the inspection.",
    known:
      "Probe: the host asked directly shows another issuer, or an issuer is named after a product that does this. Text: such a product's name, or an unknown CA of a public registry.",
    seenBy: ['probe', 'text'],
  },
  'connection-reset-mtu': {
    severity: 'error',
    title: 'Connections open, and break as soon as larger packets are sent',
    meaning:
      'Small packets get through and large ones do not: a tunnel, VPN or overlay network has a smaller MTU than the interface claims, and nobody tells the sender. A middlebox that cuts connections looks the same.',
    known:
      'Text only: resets, hangs of TLS handshakes and connections cut in the middle of a blob. What a text can not tell (MTU, middlebox, server) a ping with a set size tells.',
    seenBy: ['text'],
  },
  'timeout-slow-blob': {
    severity: 'error',
    title: 'Transfer or unpacking takes longer than a time limit allows',
    meaning:
      "The registry answers and data flows, too slowly: a large layer, a thin line, a throttled disk. The limit may be the kubelet's, the client's, the CI job's or a proxy's.",
    known:
      'Text only: a deadline or cancelation in the middle of a layer, or no progress for so long. What was slow has to be measured.',
    seenBy: ['text'],
  },
};
