import type { Recogniser } from '../recogniser.js';

const NAMED = 'Look the name up where the client runs: a node, a daemon and a pod have different resolvers.';

/** Look-ups that are answered with "there is no such name", in the words of each resolver. */
export const DNS: readonly Recogniser[] = [
  {
    label: 'dns-nxdomain',
    weight: 74,
    anchors: ['no such host'],
    pattern: /no such host/i,
    unless: /error during connect|error from server/i,
    needsRegistry: true,
    why: 'The name server says that the host name does not exist.',
    also: ['dns-cluster-name-on-node', 'proxy-misconfigured'],
    tells: NAMED,
    source: 'golang/go src/net/net.go: errNoSuchHost; net/lookup_windows.go (getaddrinfow)',
    examples: [
      'Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host',
      'Error response from daemon: Get "https://reg.corp.example/v2/": dial tcp: lookup reg.corp.example: no such host',
      'docker pull reg.example.com/app: dial tcp: lookup reg.example.com: getaddrinfow: No such host is known.',
    ],
    counterexamples: ['ping: cannot resolve reg.example.com: unknown host'],
  },
  {
    label: 'dns-nxdomain',
    weight: 73,
    anchors: [
      'name or service not known',
      'nodename nor servname',
      'name does not resolve',
      'name has no usable address',
      'enotfound',
      'unknownhostexception',
      'could not resolve host',
      'no address associated',
      'unable to resolve host',
      'dns name does not exist',
      'getaddrinfo failed',
      'nxdomain',
      'no data of the requested type was found',
    ],
    pattern:
      /name or service not known|nodename nor servname provided|name does not resolve|name has no usable address|getaddrinfo enotfound|unknownhostexception|could not resolve host|no address associated with (?:host)?name|unable to resolve host(?:name| address)|dns name does not exist|errno 11001\] getaddrinfo failed|\bnxdomain\b|no data of the requested type was found/i,
    needsRegistry: true,
    why: 'The resolver of the system finds no address for the host name.',
    also: ['dns-cluster-name-on-node', 'dns-server-failure'],
    tells: NAMED,
    source: 'glibc, musl and BSD getaddrinfo: gai_strerror; Windows WSAHOST_NOT_FOUND; OpenJDK java.net; curl; Node',
    examples: [
      'failed to pull manifest error sending request for url (https://registry.example.com/v2/): dns error: failed to lookup address information: Name or service not known',
      'com.google.cloud.tools.jib: docker pull of registry.example.com/app: java.net.UnknownHostException: registry.example.com',
      'docker login: dial tcp: lookup registry.example.com: dnsquery: DNS name does not exist.',
      'curl: (6) Could not resolve host: registry.example.com (https://registry.example.com/v2/)',
    ],
  },
];
