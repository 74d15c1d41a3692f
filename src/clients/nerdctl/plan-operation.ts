import { ANY_FAILURE, type FailureKind } from '../../plan/failure.js';
import type { PlanNode } from '../../plan/nodes.js';
import type { PlanRequest } from '../client.js';
import { containerdGoVersion } from '../containerd/cri/go-version.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { inOrder, overSchemes } from '../containerd/resolve/asking.js';
import { challengeRule } from '../containerd/resolve/challenge.js';
import { pushTo } from '../containerd/resolve/push.js';
import { type ResolveRequest, resolveAndFetch, unusable } from '../containerd/resolve.js';
import { type NerdctlRun, nerdctlHosts } from './run.js';

/** What lets `--insecure-registry` try plain http: HTTP on the TLS port, or nobody there. */
const NOT_HTTPS: readonly FailureKind[] = ['tls-plain-http', 'tcp-refused'];
/** The same where containerd pulls: any error of TLS too (containerd/nerdctl `pkg/errutil`: IsErrTLSHandshakeFailure). */
const ANY_TLS: readonly FailureKind[] = [
  'tls-untrusted',
  'tls-name',
  'tls-legacy-name',
  'tls-expired',
  'tls-not-yet-valid',
  'tls-certificate-other',
  'tls-alert',
  'tls-not-tls',
  'tls-failed',
];
/** Requests that a login makes to one host at most (nerdctl `pkg/cmd/login/login.go`: tryLoginWithRegHost). */
const LOGIN_REQUESTS = 10;

/** What is pulled or pushed. */
export interface Named {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** A pull or push; with `--insecure-registry` once more over plain http where https wasn't spoken (nerdctl `pkg/imgutil/imgutil.go`: EnsureImage). */
export function transferPlan(request: PlanRequest, run: NerdctlRun, name: Named): PlanNode {
  const once = (plain: boolean): PlanNode => {
    const resolve = resolveRequest(request, run, name, nerdctlHosts(run, name.registry, plain));
    return request.operation === 'push' ? pushTo(resolve) : resolveAndFetch(resolve);
  };
  if (run.insecure === null) return once(false);
  return {
    kind: 'oneOf',
    label: 'scheme',
    moveOn: { ...ANY_FAILURE, kinds: run.daemon ? [...NOT_HTTPS, ...ANY_TLS] : NOT_HTTPS },
    report: 'last',
    options: [false, true].map((plain) => ({ kind: 'sequence', ownClients: true, steps: [once(plain)] })),
  };
}

/** A login: `GET /v2/` of each host in order until one answers well (…/login.go: loginClientSide). */
export function loginPlan(request: PlanRequest, run: NerdctlRun, registry: string): PlanNode {
  const hosts = nerdctlHosts(run, registry, false);
  const resolve = resolveRequest(request, run, { registry, repository: '', tag: null, digest: null }, hosts);
  const stopped = unusable(resolve);
  if (stopped !== null) return stopped;
  const ask = (host: RegistryHost): PlanNode =>
    overSchemes(resolve, host, true, ({ base, transport }) => ({
      kind: 'follow',
      what: 'challenge',
      on: 'answer',
      first: {
        kind: 'request',
        step: 'login',
        method: 'GET',
        url: `${base}${host.path}/`,
        accept: 'any',
        transport,
        authorization: 'remembered',
        success: [200, 201, 202, 204],
        redirects: LOGIN_REQUESTS,
        again: null,
        sources: host.sources,
      },
      rule: { ...challengeRule(resolve, host.host, transport), scopes: [], repeats: LOGIN_REQUESTS - 2 },
      then: null,
    }));
  const tried = hosts.map((host): PlanNode => {
    if (run.insecure === null || host.scheme === 'http') return ask(host);
    const options = [ask(host), ask({ ...host, scheme: 'http', httpFallback: null })];
    return inOrder('scheme', 'last', options, { ...ANY_FAILURE, kinds: NOT_HTTPS });
  });
  return inOrder('endpoints', 'last', tried);
}

function resolveRequest(
  { flags }: PlanRequest,
  { host, version, credentialFor }: NerdctlRun,
  name: Named,
  hosts: readonly RegistryHost[],
): ResolveRequest {
  return {
    host,
    version,
    goVersion: containerdGoVersion(version),
    hosts,
    ...name,
    credentialFor,
    platform: flags.platform ?? host.platform,
  };
}
