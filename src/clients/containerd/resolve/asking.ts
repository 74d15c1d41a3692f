import { ANY_FAILURE, type FailureKind, type FailureMatch } from '../../../plan/failure.js';
import type { OneOfNode, PlanNode, RequestNode } from '../../../plan/nodes.js';
import { GO_REDIRECTS } from '../../../plan/redirects.js';
import type { Transport } from '../../../plan/transport.js';
import type { RegistryHost } from '../registry-host.js';
import { askedAgain } from './limits.js';
import type { ResolveRequest } from './request.js';
import { transportTo } from './transport.js';

/** One host under one scheme. */
export interface Endpoint {
  readonly request: ResolveRequest;
  readonly host: RegistryHost;
  /** `https://reg:5000`. */
  readonly base: string;
  readonly transport: Transport;
  /** True for the last host of the round: more is asked again there. */
  readonly last: boolean;
  /** Failures that go on under another scheme. */
  readonly caught: readonly FailureKind[];
}

/** A host asked under its scheme, or under https and then http where it falls back; once fallen back it stays there. */
export function overSchemes(
  request: ResolveRequest,
  host: RegistryHost,
  last: boolean,
  ask: (endpoint: Endpoint) => PlanNode,
): PlanNode {
  const transport = transportTo(request, host);
  const endpoint = { request, host, transport, last, caught: [] };
  if (host.httpFallback === null) return ask({ ...endpoint, base: `${host.scheme}://${host.host}` });
  return {
    kind: 'oneOf',
    label: 'scheme',
    moveOn: { ...ANY_FAILURE, kinds: host.httpFallback },
    report: 'last',
    remembers: `scheme of ${host.host} ${request.hosts.indexOf(host)}`,
    options: [
      ask({ ...endpoint, base: `https://${host.host}`, caught: host.httpFallback }),
      ask({ ...endpoint, base: `http://${host.host}` }),
    ],
  };
}

/** Several options in order; one alone stands for itself. */
export function inOrder(
  label: string,
  report: OneOfNode['report'],
  options: readonly PlanNode[],
  moveOn: FailureMatch = ANY_FAILURE,
): PlanNode {
  const [only] = options;
  if (options.length === 1 && only !== undefined) return only;
  return { kind: 'oneOf', label, moveOn, report, options };
}

/** A request below the repository at one host: `manifests/1`, `blobs/uploads/` (containerd `core/remotes/docker/resolver.go`: request, addNamespace). */
export function requestTo(
  { request, host, base, transport, last, caught }: Endpoint,
  step: RequestNode['step'],
  method: RequestNode['method'],
  path: string,
  success: readonly number[],
): RequestNode {
  const { registry, version } = request;
  const isOwn = host.host === registry || (registry === 'docker.io' && host.host === 'registry-1.docker.io');
  const namespace = isOwn ? '' : `?ns=${encodeURIComponent(registry)}`;
  return {
    kind: 'request',
    step,
    method,
    url: `${base}${host.path}/${repositoryAt(request.repository, host)}/${path}${namespace}`,
    accept: step === 'manifest' ? 'manifest' : 'any',
    transport,
    authorization: 'remembered',
    success,
    redirects: GO_REDIRECTS,
    again: askedAgain(version, last, caught),
    sources: host.sources,
  };
}

/** Longest pattern that is tried: patterns come from files, and JavaScript's can take for ever. */
const MAX_PATTERN_CHARACTERS = 200;

/** The repository as a patched containerd asks for it; Go's `$1` is JavaScript's. Patterns that JavaScript can't take change nothing. */
function repositoryAt(repository: string, { rewrites }: RegistryHost): string {
  for (const { pattern, replacement } of rewrites ?? []) {
    if (pattern.length > MAX_PATTERN_CHARACTERS || /[*+}]\)?[*+{]/.test(pattern)) continue;
    try {
      const matcher = new RegExp(pattern, 'g');
      if (repository.search(matcher) !== -1)
        return repository.replace(matcher, replacement.replace(/\$\{(\w+)\}/g, '$$$1'));
    } catch {
      // Go's syntax is not JavaScript's.
    }
  }
  return repository;
}
