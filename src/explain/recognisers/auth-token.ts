import type { Recogniser } from '../recogniser.js';

/** Token services, and what the names in their questions give away. */
export const AUTH_TOKEN: readonly Recogniser[] = [
  {
    label: 'repository-not-found',
    weight: 84,
    anchors: ['pull access denied', 'may require', 'no pull access'],
    pattern: /pull access denied|repository does not exist or may require|does not exist or no pull access/i,
    unless: /push access denied/i,
    why: 'The registry lets nobody in there: the repository does not exist, or it is private and nobody is logged in.',
    also: ['auth-missing-credentials', 'auth-denied-scope', 'registry-deleted-or-eol'],
    tells: 'Registries hide on purpose which of the two it is; spelling and login decide.',
    source: 'moby distribution/errors.go: TranslatePullError; containerd core/remotes/docker/errors.go',
    examples: [
      "Error response from daemon: pull access denied for example/app, repository does not exist or may require 'docker login'",
      'Error response from daemon: repository example/app not found: does not exist or no pull access',
    ],
  },
  {
    label: 'auth-token-realm-unreachable',
    weight: 83,
    anchors: ['token in the response', 'no token in ', 'decode token response', 'invalid token response'],
    pattern:
      /did not include a token in the response|no token in (?:bearer )?response|unable to decode token response|invalid token response/i,
    why: 'The token service answers, and not with a token.',
    also: ['captive-portal-or-html', 'auth-bad-credentials'],
    tells: 'curl -i of the realm in the challenge of /v2/ shows what it says.',
    source: 'containerd core/remotes/docker/auth/fetch.go: ErrNoToken; distribution registry/client/auth/session.go',
    examples: [
      'failed to authorize: failed to fetch anonymous token: authorization server did not include a token in the response',
    ],
  },
  {
    label: 'auth-token-realm-unreachable',
    weight: 76,
    anchors: [
      'failed to fetch oauth token',
      'failed to fetch anonymous token',
      'requesting bearer token',
      'unable to retrieve auth token',
    ],
    pattern:
      /(?:failed to fetch (?:oauth|anonymous) token|requesting bearer token|unable to retrieve auth token): (?:failed to do request: )?(?:get|post) "?https?:\/\/[^\s"]+"?: (?:dial|read|net\/http|context|x509|tls|eof|remote|http:|proxyconnect)/i,
    why: 'The registry was reached, and the token service that it names was not.',
    also: ['tcp-timeout', 'tls-unknown-ca', 'dns-nxdomain'],
    tells: 'The address in the text is that of the token service, not of the registry.',
    source: 'containerd core/remotes/docker/auth/fetch.go; containers/image docker/docker_client.go',
    examples: [
      'failed to authorize: failed to fetch anonymous token: Get "https://auth.example.com/token": dial tcp 203.0.113.5:443: connect: connection refused',
    ],
  },
  {
    label: 'repository-not-found',
    weight: 80,
    anchors: ['registry-1.docker.io/v2/'],
    pattern: /registry-1\.docker\.io\/v2\/[a-z0-9_.-]+\/(?:manifests|blobs)\/[^\n]{0,120}\b401\b/i,
    why: 'On Docker Hub no repository has a name of one part: official images are below library/.',
    also: ['invalid-reference', 'auth-missing-credentials'],
    tells: 'Try it with library/ before the name.',
    source: 'distribution/reference normalize.go: ParseNormalizedNamed (oras and ctr do not normalise)',
    examples: ['GET "https://registry-1.docker.io/v2/nginx/manifests/latest": response status code 401: unauthorized'],
  },
  {
    label: 'invalid-reference',
    weight: 64,
    anchors: ['status code 400', 'status: 400', 'status 400', '400 bad request'],
    pattern: /\/(?:auth|token)\?[^\s"]{1,400}"?: (?:unexpected )?status(?: code|:)? 400/i,
    why: 'The token service refuses the very question: mostly the name of the repository is not one it can have.',
    also: ['auth-denied-scope', 'auth-token-realm-unreachable'],
    tells: 'The name needs an owner or project before its slash in most registries.',
    source: 'go-containerregistry pkg/v1/remote/transport/bearer.go',
    examples: [
      'GET https://auth.example.com/v2/registry/auth?scope=repository%3Aapp%3Apull&service=registry.example.com: unexpected status code 400 Bad Request',
    ],
  },
  {
    label: 'auth-clock-skew',
    weight: 86,
    anchors: ['invalid_token'],
    pattern: /\binvalid_token\b/i,
    unless: /\bexpired\b/i,
    needsRegistry: true,
    why: 'The registry refuses the very token that its token service gave: by its clock the token is not valid yet or no longer, or it does not trust who signed it.',
    also: ['auth-expired-token', 'auth-bad-credentials', 'auth-denied-scope'],
    tells: 'A check compares the clocks of both with what the token says of itself.',
    source: 'distribution registry/auth/token/accesscontroller.go: ErrInvalidToken; RFC 6750',
    examples: [
      'failed to resolve reference "registry.example.com/app:1": pull access denied, repository does not exist or may require authorization: server message: invalid_token: authorization failed',
    ],
  },
];
