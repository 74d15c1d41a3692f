import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import { ANY_FAILURE } from '../../../plan/failure.js';
import type { CredentialRef, PlanNode } from '../../../plan/nodes.js';
import { parseReference } from '../../../reference/parse.js';
import type { Observation, Plan, PlanRequest } from '../../client.js';
import { kubeletCredentials } from '../../kubelet/credentials.js';
import { resolveAndFetch } from '../resolve.js';
import { containerdGoVersion } from './go-version.js';
import type { CriHosts, CriStop } from './hosts-of-registry.js';

/** A containerd that pulls for a kubelet, whoever brought it: containerd itself, k3s, rke2, k0s, microk8s. */
export interface CriInstallation {
  /** Name of the client in reports. */
  readonly client: string;
  /** Version of the containerd inside, which need not be the client's own. */
  readonly containerdVersion: string;
  readonly basis: Plan['basis'];
  /** The machine as the daemon sees it (`daemonHost`). */
  readonly host: Host;
  /** What is asked for a registry, `host[:port]` as in the reference (`docker.io` for Docker Hub). Must not throw. */
  readonly registryHosts: (registry: string) => CriHosts | CriStop;
  /** What decided besides; added to the plan's sources. */
  readonly sources?: readonly Source[];
  readonly observations?: readonly Observation[];
}

/** `crictl pull --creds`. */
const CREDS: CredentialRef = {
  id: 'flag:--creds',
  kind: 'basic',
  source: { kind: 'flag', name: '--creds', line: null, says: '' },
  matchedKey: null,
};

/**
 * One pull through CRI (containerd `internal/cri/server/images/image_pull.go`: PullImage; kubernetes `pkg/kubelet/kuberuntime/kuberuntime_image.go`:
 * PullImage). A credential in the request counts for every host, mirrors too, and shuts out the configured ones; of several that match, each is a
 * complete pull in turn. Push and login stop: CRI has neither. Never throws.
 */
export function criPlan(request: PlanRequest, installation: CriInstallation): Plan {
  const { version, operation } = request;
  const { client, basis } = installation;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client,
    version,
    basis,
    operation,
    reference: null,
    root,
    sources: installation.sources ?? [],
    observations: installation.observations ?? [],
    ...rest,
  });
  if (operation !== 'pull') return finished(stop('config', notOffered(client, operation)));
  const parsed = parseReference(request.reference);
  if (!parsed.ok) return finished(stop('reference', unparsable(request.reference, parsed.error.message)));
  const { registry, repository, digest } = parsed.reference;
  // ParseDockerRef drops the tag where there is a digest.
  const reference = { registry, repository, tag: digest === null ? parsed.reference.tag : null, digest };
  const found = installation.registryHosts(registry);
  const sources = installation.sources ?? [];
  const observations = installation.observations ?? [];
  if ('stop' in found)
    return finished(found.stop, {
      reference,
      sources: [...sources, found.source],
      observations: [...observations, ...(found.observations ?? [])],
    });
  const offered = request.flags.credentials
    ? { credentials: [CREDS] as const, observations: [] }
    : kubeletCredentials(installation.host, request.flags, registry, repository);
  const pull = (credentialFor: (host: string) => CredentialRef | null): PlanNode =>
    resolveAndFetch({
      host: installation.host,
      version: installation.containerdVersion,
      goVersion: containerdGoVersion(installation.containerdVersion),
      hosts: found.hosts,
      ...reference,
      credentialFor,
      platform: request.flags.platform ?? installation.host.platform,
    });
  return finished(inTurn(offered.credentials, found, pull), {
    reference,
    sources: [...sources, ...found.hosts.flatMap((host) => host.sources)],
    observations: [...observations, ...found.observations, ...offered.observations],
  });
}

/** One complete pull for each credential; the kubelet tells all their errors. */
function inTurn(
  credentials: readonly (CredentialRef | null)[],
  { credentialFor }: CriHosts,
  pull: (credentialFor: (host: string) => CredentialRef | null) => PlanNode,
): PlanNode {
  const [first, ...more] = credentials;
  if (first === undefined) return pull(credentialFor);
  if (more.length === 0) return pull(() => first);
  const options = credentials.map(
    (credential): PlanNode => ({ kind: 'sequence', ownClients: true, steps: [pull(() => credential)] }),
  );
  return { kind: 'oneOf', label: 'credentials', moveOn: ANY_FAILURE, report: 'joined', options };
}

function notOffered(client: string, operation: 'push' | 'login'): string {
  return operation === 'push'
    ? `${client} is asked through CRI, which only pulls: push with another client`
    : `${client} is asked through CRI, which has no login: credentials come from imagePullSecrets or its configuration`;
}

function unparsable(reference: string, message: string): string {
  return `failed to parse image reference ${JSON.stringify(reference.slice(0, 300))}: ${message}`;
}

function stop(failure: 'config' | 'reference', because: string): PlanNode {
  return { kind: 'stop', failure, because, sources: [] };
}
