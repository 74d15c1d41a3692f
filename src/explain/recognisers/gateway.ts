import type { Recogniser } from '../recogniser.js';

/** Registries, and gateways before them, that fail or set limits. */
export const GATEWAY: readonly Recogniser[] = [
  {
    label: 'registry-5xx',
    weight: 60,
    anchors: ['service unavailable', 'bad gateway', 'gateway timeout', 'gateway time-out'],
    pattern: /(?:get|head|post) "?https?:\/\/[^\s"]{1,300}"?: (?:service unavailable|bad gateway|gateway time-?out)/i,
    needsRegistry: true,
    why: 'A gateway or proxy on the way could not reach the registry.',
    also: ['proxy-misconfigured', 'dns-nxdomain', 'other:wrong-endpoint'],
    tells: "With a proxy set, a bare status text is the proxy's answer to CONNECT.",
    source: 'golang/go src/net/http/transport.go: dialConn (CONNECT, status text as error)',
    examples: ['Error response from daemon: Get "https://registry.example.com/v2/": Service Unavailable'],
  },
  {
    label: 'registry-5xx',
    weight: 79,
    anchors: ['500', '501', '502', '503', '504', '520', '521', '522', '523', '524', '525', '526', '527', '530'],
    pattern:
      /(?:http status|status code|status|code|response|http|error|server error|:)[ :]{1,3}"?50[0-4]\b(?! server error for)|(?:http status|status code|statuscode)[ :]{1,3}(?:52[0-7]|530)\b|\b50[0-4] (?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)(?! \()|http (?:50[0-4]|52[0-7]) response body|statuscode: 50[0-4]|http code 50[0-4] while/i,
    needsRegistry: true,
    unless: /http\+docker:\/\/|\(http code 500\)|liveness|readiness|err:28|enclosed:map|error from server|port: 50/i,
    why: 'The registry, or the gateway before it, is failing at that time.',
    also: ['registry-storage-full-or-readonly', 'blob-redirect-unreachable'],
    tells: 'Its own log says why.',
    source:
      'distribution registry/client/errors.go: UnexpectedHTTPStatusError; containerd core/remotes/docker/fetcher.go; Cloudflare (52x)',
    examples: [
      'Error response from daemon: received unexpected HTTP status: 503 Service Unavailable pulling from registry.example.com',
      'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry.example.com/v2/app/manifests/1: 502 Bad Gateway',
    ],
  },
  {
    label: 'registry-5xx',
    weight: 70,
    anchors: [
      'internal server error',
      'service unavailable',
      'bad gateway',
      'upstream connect error',
      'no healthy upstream',
      'gateway time-out',
      'gateway timeout',
      'unknown error',
      'encountered an internal error',
      'registryunavailable',
      'registry is unavailable',
      'upstream prematurely closed',
      'origin is unreachable',
      'service temporarily unavailable',
    ],
    pattern:
      /unknown: (?:internal server error|unknown error)|upstream connect error or disconnect|no healthy upstream|we encountered an internal error|registryunavailable|because the registry is unavailable|upstream prematurely closed connection|origin is unreachable|(?:push|pull|manifest|blob|image)[^\n]{0,200}(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)/i,
    unless:
      /http\+docker:\/\/|liveness|readiness|err:28|enclosed:map|error from server|https?:\/\/[^\s"]{1,300}"?: (?:service unavailable|bad gateway|gateway)/i,
    needsRegistry: true,
    why: 'The registry, or the gateway before it, says that it is failing.',
    also: ['registry-storage-full-or-readonly', 'proxy-misconfigured'],
    tells: 'Its own log says why.',
    source:
      'distribution-spec error codes: UNKNOWN; Envoy; kubernetes pkg/kubelet/images/types.go: ErrRegistryUnavailable',
    examples: ['Error: PUT https://registry.example.com/v2/app/manifests/1: UNKNOWN: unknown: internal server error'],
  },
  {
    label: 'rate-limited',
    weight: 94,
    anchors: [
      'toomanyrequests',
      'too many requests',
      'pull rate limit',
      'rate limit exceeded',
      'rate exceeded',
      'data limit exceeded',
      'pull qps exceeded',
      'throttlingexception',
      'resource_exhausted',
      'too_many_requests',
    ],
    pattern:
      /toomanyrequests|too many requests|too_many_requests|pull rate limit|(?:rate limit|rate|data limit) exceeded|pull qps exceeded|throttlingexception|resource_exhausted/i,
    unless: /npm err|github api|api rate limit exceeded for (?:user|installation|\d)/i,
    needsRegistry: true,
    why: 'The registry limits the number of pulls, by account or by address.',
    also: ['auth-missing-credentials'],
    tells: 'Limits for those who are logged in are higher.',
    source: 'distribution-spec error codes: TOOMANYREQUESTS; ECR; kubernetes pkg/kubelet/images: pull QPS exceeded',
    examples: [
      'toomanyrequests: You have reached your pull rate limit of registry.example.com image pull',
      'Failed to pull image "registry.example.com/app:1": pull QPS exceeded',
    ],
  },
];
