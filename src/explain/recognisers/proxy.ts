import type { Recogniser } from '../recogniser.js';

/** Proxies on the way, and pages that come back in place of a registry's answer. */
export const PROXY: readonly Recogniser[] = [
  {
    label: 'proxy-misconfigured',
    weight: 90,
    anchors: [
      'proxyconnect',
      'proxy authentication required',
      'response 407',
      'status code 407',
      'error response from proxy',
      'unable to connect to proxy',
      'invalid proxy',
    ],
    pattern:
      /proxyconnect (?:tcp|udp)|proxy authentication required|(?:status(?: code)?|response|http):? 407|unable to connect to proxy|invalid proxy (?:url|address)/i,
    why: 'The way leads through a proxy, and the proxy does not let it through.',
    source: 'golang/go src/net/http/transport.go: dialConn (proxyconnect)',
    examples: [
      'Error response from daemon: Get "https://registry.example.com/v2/": proxyconnect tcp: dial tcp 10.0.0.3:3128: connect: connection refused',
      'Get "https://registry.example.com/v2/": Proxy Authentication Required',
    ],
  },
  {
    label: 'proxy-misconfigured',
    weight: 76,
    anchors: ['": forbidden', '/: forbidden', ': forbidden', 'by squid', 'squid/'],
    pattern: /(?:get|head|post) "?https:\/\/[^\s"]+"?: forbidden\b|x-squid-error|by squid/i,
    needsRegistry: true,
    why: 'A bare "Forbidden" without a status code is the answer of a proxy to CONNECT, not of the registry.',
    also: ['auth-denied-scope'],
    tells: 'A registry answers with a status code and an error body.',
    source: 'golang/go src/net/http/transport.go: dialConn (CONNECT, status text as error)',
    examples: ['failed to do request: Head "https://registry.example.com/v2/app/manifests/1": Forbidden'],
  },
  {
    label: 'registry-5xx',
    weight: 60,
    anchors: ['service unavailable', 'bad gateway', 'gateway timeout', 'gateway time-out'],
    pattern: /(?:get|head|post) "?https?:\/\/[^\s"]+"?: (?:service unavailable|bad gateway|gateway time-?out)/i,
    needsRegistry: true,
    why: 'A gateway or proxy on the way could not reach the registry.',
    also: ['proxy-misconfigured', 'dns-nxdomain', 'other:wrong-endpoint'],
    tells: "With a proxy set, a bare status text is the proxy's answer to CONNECT.",
    source: 'golang/go src/net/http/transport.go: dialConn (CONNECT, status text as error)',
    examples: ['Error response from daemon: Get "https://registry.example.com/v2/": Service Unavailable'],
  },
  {
    label: 'captive-portal-or-html',
    weight: 80,
    anchors: ["invalid character '<'", 'text/html', '<!doctype html', '<html'],
    pattern:
      /invalid character '<' looking for beginning of value|(?:unexpected|unsupported|unknown) (?:media|content)[ -]?type:? "?text\/html|unexpected media type text\/html/i,
    unless: /\b413\b|entity too large|50[0-4]\b|408 request/i,
    why: 'A web page came back where a registry answer was expected.',
    also: ['other:wrong-endpoint', 'proxy-interception', 'registry-5xx'],
    tells: 'The title of the page says whose it is: a login page, a web interface, an error page of a gateway.',
    source: 'distribution registry/client/errors.go: parseHTTPErrorResponse; containerd remotes/docker',
    examples: [
      'error parsing HTTP 404 response body: invalid character \'<\' looking for beginning of value: "<!doctype html><title>Welcome</title>"',
    ],
  },
  {
    label: 'registry-5xx',
    weight: 79,
    anchors: ['500', '501', '502', '503', '504', 'internal server error', 'bad gateway', 'unexpected http status: 5'],
    pattern:
      /(?:http status|status code|status|code|response|http|error|server error|:)[ :]{1,3}"?50[0-4]\b(?! server error for)|\b50[0-4] (?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)(?! \()|http 50[0-4] response body/i,
    needsRegistry: true,
    unless: /http\+docker:\/\/|\(http code 500\)|liveness|readiness|err:28|enclosed:map/i,
    why: 'The registry, or the gateway before it, is failing at that time.',
    also: ['registry-storage-full-or-readonly', 'blob-redirect-unreachable'],
    tells: 'Its own log says why.',
    source:
      'distribution registry/client/errors.go: UnexpectedHTTPStatusError; containerd core/remotes/docker/fetcher.go',
    examples: [
      'Error response from daemon: received unexpected HTTP status: 503 Service Unavailable pulling from registry.example.com',
      'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry.example.com/v2/app/manifests/1: 502 Bad Gateway',
    ],
  },
  {
    label: 'rate-limited',
    weight: 94,
    anchors: ['toomanyrequests', 'too many requests', 'pull rate limit', 'rate limit exceeded', 'rate exceeded'],
    pattern: /toomanyrequests|429 too many requests|too many requests|pull rate limit|(?:rate limit|rate) exceeded/i,
    needsRegistry: true,
    why: 'The registry limits the number of pulls, by account or by address.',
    source: 'distribution-spec error codes: TOOMANYREQUESTS',
    examples: ['toomanyrequests: You have reached your pull rate limit of registry.example.com image pull'],
  },
  {
    label: 'other:wrong-endpoint',
    weight: 72,
    anchors: [
      '404 not found',
      'not a docker registry',
      'not a valid registry',
      'login attempt to',
      'missing docker-distribution-api-version',
      'does not implement',
    ],
    pattern:
      /login attempt to \S+ failed with status: (?:404|405|30\d)|not a (?:docker|valid) registry|pinging [^:]{0,60}registry \S{1,200}: (?:invalid status code from registry |statuscode: )404/i,
    why: 'What answers at that address is no registry: another port, path or host is meant.',
    also: ['captive-portal-or-html', 'config-ignored-wrong-path'],
    tells: 'curl -i https://HOST/v2/ of a registry answers 200 or 401 with docker-distribution-api-version.',
    source: 'moby registry/auth.go: loginV2; containers/image docker/docker_client.go: ping',
    examples: [
      'Error response from daemon: login attempt to https://nexus.example.com/v2/ failed with status: 404 Not Found',
    ],
  },
];
