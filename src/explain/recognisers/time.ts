import type { Recogniser } from '../recogniser.js';

/** Time that runs out: on the way to a connection, or while something is transferred. */
export const TIME: readonly Recogniser[] = [
  {
    label: 'tcp-timeout',
    weight: 72,
    anchors: [
      'i/o timeout',
      'connection timed out',
      'etimedout',
      'properly respond',
      'operation timed out',
      'connect timed out',
      'connecttimeout',
      'timed out after',
      'ms: timed out',
      'nicht richtig reagiert',
      'répondu convenablement',
      '没有正确答复',
      'timed out waiting for connection',
    ],
    pattern:
      /dial tcp6? \S+:\d+: (?:connect: |getsockopt: |connectex: )?(?:i\/o timeout|connection timed out|operation timed out)|(?:connect|getsockopt): (?:connection|operation) timed out|connect etimedout|party did not properly respond|connect timed out|connecttimeout(?:error|exception)|connection timed out after \d|after \d+ ms: timed out|nicht richtig reagiert|répondu convenablement|没有正确答复/i,
    needsRegistry: true,
    why: 'The connection attempt gets no answer: packets are dropped, the host is down, or the port is blocked.',
    also: ['proxy-misconfigured', 'blob-redirect-unreachable'],
    tells:
      'Where only a proxy leads out, the program that pulls has to know it; else a firewall or the host is to blame.',
    source: 'golang/go src/net/dial.go; Linux connect(2): ETIMEDOUT; Windows WSAETIMEDOUT; OpenJDK; curl; urllib3',
    examples: [
      'pinging container registry registry.example.com: Get "https://registry.example.com/v2/": dial tcp 203.0.113.5:443: i/o timeout',
      'Error response from daemon: Get "https://registry.example.com/v2/": dial tcp 203.0.113.5:443: connect: connection timed out',
      'Get https://reg.example.com/v2/: dial tcp 203.0.113.5:443: connectex: A connection attempt failed because the connected party did not properly respond after a period of time',
      'jib-maven-plugin: docker build: Connect to reg.example.com:443 [reg.example.com/203.0.113.5] failed: connect timed out',
    ],
    counterexamples: [
      'dial tcp: lookup registry.example.com on 10.0.0.2:53: read udp 10.0.0.4:4100->10.0.0.2:53: i/o timeout',
    ],
  },
  {
    label: 'tcp-timeout',
    weight: 57,
    anchors: ['connection timed out', 'operation timed out', 'i/o timeout'],
    pattern: /connection timed out|operation timed out|: i\/o timeout/i,
    unless: /lookup \S+|read tcp|write tcp|dial tcp/i,
    needsRegistry: true,
    why: 'No answer within the time limit; the text does not say to which step.',
    also: ['timeout-slow-blob', 'proxy-misconfigured'],
    tells: 'A check times each step.',
    source: 'Linux connect(2): ETIMEDOUT; golang/go src/net/net.go: errTimeout',
    examples: ['error pulling image registry.example.com/app:1: i/o timeout'],
  },
  {
    label: 'tcp-timeout',
    weight: 62,
    anchors: ['waiting for connection', 'awaiting headers', 'context deadline exceeded'],
    pattern:
      /request canceled while waiting for connection|(?:get|head|post|put|patch) "?https?:\/\/\S+: (?:net\/http: request canceled[^"]{0,80}|context deadline exceeded )\(client\.timeout exceeded while awaiting headers\)|(?:get|head|post|put|patch) "?https?:\/\/\S+: context deadline exceeded|dial tcp \S+: context deadline exceeded/i,
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
    label: 'timeout-slow-blob',
    weight: 88,
    anchors: ['because of no progress', 'image-pull-progress-deadline', 'no progress in'],
    pattern:
      /cancel(?:ed)? pulling image\b.{0,300}because of no progress|pulling image\b.{0,300}no progress in|image-pull-progress-deadline/i,
    why: 'The runtime gave the pull up because nothing moved for as long as its limit.',
    also: ['connection-reset-mtu'],
    tells: 'A longer limit helps slow disks and links; it does not help a link that loses large packets.',
    source:
      'kubernetes pkg/kubelet/dockershim/libdocker/kube_docker_client.go; containerd internal/cri/server/images/image_pull.go: image_pull_progress_timeout',
    examples: [
      'kube_docker_client.go:313] Cancel pulling image "registry.example.com/app:1" because of no progress for 1m0s, latest progress: "extracting"',
      'level=error msg="cancel pulling image registry.example.com/app:1 because of no progress in 5m0s"',
    ],
  },
  {
    label: 'timeout-slow-blob',
    weight: 70,
    anchors: [
      'while reading body',
      'awaiting response headers',
      'http request took too long',
      'read timed out',
      'compose_http_timeout',
      'timeout exceeded while reading',
      'sockettimeoutexception',
    ],
    pattern:
      /client\.timeout (?:or context cancellation|exceeded) while reading body|timeout awaiting response headers|an http request took too long to complete|compose_http_timeout|read timed out\.? \(read timeout=|sockettimeoutexception: read timed out|request timeout exceeded while reading/i,
    needsRegistry: true,
    why: 'The connection stood, and the answer took longer than the time limit of the client.',
    also: ['tcp-timeout', 'registry-5xx', 'connection-reset-mtu'],
    tells: 'A longer limit shows whether the transfer ends at all.',
    source: 'golang/go src/net/http/client.go, transport.go; docker/compose v1 compose/cli/errors.py; OpenJDK',
    examples: [
      'error pulling image registry.example.com/app: net/http: request canceled (Client.Timeout exceeded while reading body)',
      'ERROR: for web  docker-compose pull: An HTTP request took too long to complete. Retry with --verbose',
    ],
  },
  {
    label: 'timeout-slow-blob',
    weight: 58,
    anchors: [
      'context deadline exceeded',
      'request canceled',
      'context canceled',
      'deadlineexceeded',
      'deadline exceeded',
      'timed out waiting for the image',
    ],
    pattern:
      /(?:pull|push|unpack|imag|copy|layer|blob).{0,400}(?:context deadline exceeded|net\/http: request canceled|context canceled|deadline exceeded)|code = deadlineexceeded|timed out waiting for the image/i,
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
