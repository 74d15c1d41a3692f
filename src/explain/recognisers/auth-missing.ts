import type { Recogniser } from '../recogniser.js';

/** Nobody is logged in, as far as the registry can see. */
export const AUTH_MISSING: readonly Recogniser[] = [
  {
    label: 'auth-missing-credentials',
    weight: 90,
    anchors: [
      'no basic auth credentials',
      'credential required for basic auth',
      'basic credential not found',
      'credentials found',
      'credentials were found',
      'credentials provided',
      'credentials were provided',
      'authentication is required',
      'username and password required',
      'non tty device',
      'unauthenticated request',
      'unable to locate credentials',
      'no credential found',
      'anonymous access',
    ],
    pattern:
      /no basic auth credentials|credential required for basic auth|basic credential not found|no (?:registry |auth |valid )?credentials (?:were )?(?:found|provided)|authentication is required|username and password required|cannot perform an interactive login from a non tty device|unauthenticated requests? do(?:es)? not have permission|unable to locate credentials|no credential found|anonymous access is not/i,
    unless: /error from server|logged in to the server|npm err/i,
    needsRegistry: true,
    why: 'A login is wanted, and this client has none for that registry.',
    also: ['auth-expired-token', 'config-ignored-wrong-path', 'auth-denied-scope'],
    tells: 'A login under another name, in another file or of another user does not count.',
    source:
      'distribution registry/client/auth/session.go: ErrNoBasicAuthCredentials; oras-go registry/remote/auth; Artifact Registry',
    examples: [
      'failed to authorize: failed to fetch oauth token: no basic auth credentials for image registry.example.com/app',
      'Error: failed to resolve 1: GET "http://localhost:5000/v2/app/manifests/1": credential required for basic auth',
      'docker/login-action: Error: Username and password required (docker login)',
      'docker login: Error: Cannot perform an interactive login from a non TTY device',
    ],
    counterexamples: ['error: You must be logged in to the server (Unauthorized)'],
  },
  {
    label: 'anonymous-push-denied',
    weight: 92,
    anchors: ['login prior to push', 'anonymous push', 'login to push'],
    pattern: /please login prior to push|anonymous push(?:es)? (?:is|are) not|you need to login to push/i,
    why: 'A push needs an account, and nobody is logged in.',
    also: ['auth-missing-credentials'],
    tells: 'docker login to the same name that stands in the reference.',
    source: 'moby api/client/push.go (before 1.13)',
    examples: ['Please login prior to push:'],
  },
  {
    label: 'auth-missing-credentials',
    weight: 74,
    anchors: ['authentication required', '401', 'unauthorized', 'not found in secret'],
    pattern:
      /unauthorized: authentication required|authentication required|\b401(?: unauthorized| \(unauthorized\))|(?:status code|status|http|statuscode|code|response|error|[a-z0-9")]:)[=: ]{1,3}401\b(?!\])|": unauthorized\b|\bunauthorized: (?:not authorized|access to the requested resource is not authorized)|auth for "[^"\n]{1,200}" not found in secret|unauthorized for |registryunauthorizedexception|response status code 401|: unauthorized$/i,
    needsRegistry: true,
    unless:
      /incorrect username|invalid username|login attempt to|does not have permission|project \S+ not found|error from server|logged in to the server/i,
    why: 'The registry wants a login; none was sent, or none that it knows.',
    also: [
      'auth-bad-credentials',
      'auth-denied-scope',
      'auth-expired-token',
      'repository-not-found',
      'auth-challenge-missing',
      'auth-clock-skew',
    ],
    tells: 'The text does not say whether credentials were sent; a check shows which file and key were used.',
    source: 'distribution registry/api/errcode: UNAUTHORIZED; containerd core/remotes/docker/resolver.go; Quay; ACR',
    examples: [
      'failed to resolve reference "registry.example.com/app:1": pulling from host registry.example.com failed with status code [manifests 1]: 401 Unauthorized',
      'unauthorized: authentication required: reading manifest 1 in registry.example.com/app',
    ],
  },
  {
    label: 'auth-missing-credentials',
    weight: 72,
    anchors: ['image pull secret', 'failedtoretrieveimagepullsecret', "couldn't find key .dockerconfigjson"],
    pattern:
      /unable to retrieve some image pull secrets|failedtoretrieveimagepullsecret|couldn't find key \.dockerconfigjson/i,
    why: 'A pull secret that the pod names is not in its namespace: the pull goes on without it.',
    also: ['config-ignored-wrong-path', 'auth-denied-scope'],
    tells: 'kubectl get secret -n NAMESPACE shows whether it is there; a secret of another namespace does not count.',
    source: 'kubernetes pkg/kubelet/kubelet_pods.go: getPullSecretsForPod',
    examples: [
      'Warning  FailedToRetrieveImagePullSecret  kubelet  Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
    ],
  },
  {
    label: 'auth-missing-credentials',
    weight: 71,
    anchors: ['unexpected status from'],
    pattern: /unexpected status from (?:head|get|post|put) request to \S+: 403 forbidden/i,
    unless: /[/=]token\?|fetch (?:oauth|anonymous) token/i,
    why: 'The registry forbids it (403); it does so to those who are not logged in as well.',
    also: ['auth-denied-scope', 'auth-bad-credentials', 'policy-blocked-registry'],
    tells: 'Whether credentials were sent is not in the text; a check shows which file and key were used.',
    source: 'containerd core/remotes/errors/errors.go: ErrUnexpectedStatus',
    examples: [
      'Error: unexpected status from HEAD request to https://registry.example.com/v2/charts/app/manifests/1: 403 Forbidden',
    ],
  },
];
