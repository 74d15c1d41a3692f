import { ANY_FAILURE } from '../../plan/failure.js';
import type { CredentialRef, FollowIndex, PlanNode } from '../../plan/nodes.js';
import { resolverPolicy } from '../go/resolver.js';
import { CONTAINERS_IMAGE_MANIFESTS } from '../manifest-types.js';
import { fetchedBlobs } from './blobs.js';
import { type Built, stopped } from './built.js';
import { type EndpointRequest, oneOf, requestNode } from './endpoint.js';
import { physicalEndpoint } from './physical.js';
import { observeRegistries } from './registries/observations/observe.js';
import { type PullReference, type PullSource, pullSources } from './registries/pull-sources.js';
import { withRetries } from './retry.js';
import { minorOf, type ToolRun } from './run.js';
import { verificationFor } from './verification.js';

/** The choice among mirrors and the registry itself. */
const ENDPOINTS = 'endpoints';

/** A pull of the names that were made of the reference, in order, each with its own retries. */
export function planPull(run: ToolRun, names: readonly PullReference[]): Built {
  const built = names.map((name) => pullName(run, name));
  const [first] = built;
  if (first !== undefined && built.length === 1) return first;
  // libimage joins the errors of all names; CRI-O tells the last.
  const report = run.features.tool === 'cri-o' ? 'last' : 'joined';
  return {
    node: oneOf(
      'candidates',
      report,
      built.map(({ node }) => node),
    ),
    observations: built.flatMap(({ observations }) => observations),
    sources: built.flatMap(({ sources }) => sources),
  };
}

/** The kubelet asks once with each credential it has for the image, until one pull works (kubernetes `pkg/kubelet/kuberuntime/kuberuntime_image.go`: PullImage). */
function pullName(run: ToolRun, name: PullReference): Built {
  const { credentials, observations } = run.kubelet(name.registry, name.repository);
  const [first = null, ...others] = credentials;
  const built = pullAs(run, name, first);
  if (others.length === 0) return { ...built, observations: [...observations, ...built.observations] };
  const all = [built, ...others.map((each) => pullAs(run, name, each))];
  return {
    node: oneOf(
      'credentials',
      'joined',
      all.map(({ node }) => node),
    ),
    observations: [...observations, ...all.flatMap((each) => each.observations)],
    sources: all.flatMap(({ sources }) => sources),
  };
}

function pullAs(run: ToolRun, name: PullReference, given: CredentialRef | null): Built {
  const observations = observeRegistries(run.host, run.config, `${name.registry}/${name.repository}`);
  const verification = verificationFor(run, name.registry, 'copy');
  switch (verification.kind) {
    case 'stop':
      return { ...verification.stop, observations };
    case 'decided': {
      const built = pullFrom(run, name, given, verification.skip, verification.sources);
      return { ...built, observations: [...observations, ...built.observations] };
    }
    case 'by-address': {
      const inside = pullFrom(run, name, given, true, [verification.source]);
      const outside = pullFrom(run, name, given, null, []);
      const addressesOf = name.registry.replace(/:\d+$/, '');
      const resolver = resolverPolicy(run.host, addressesOf, run.features);
      const byFact = { addressesOf, resolver, within: verification.within };
      return {
        node: { kind: 'choose', byFact, inside: inside.node, outside: outside.node, source: verification.source },
        observations: [...observations, ...outside.observations],
        sources: [verification.source, ...outside.sources],
      };
    }
  }
}

/** Mirrors in file order, the registry itself last (containers/image `docker/docker_image_src.go`: newImageSource). */
function pullFrom(
  run: ToolRun,
  name: PullReference,
  given: CredentialRef | null,
  skip: boolean | null,
  skipSources: Built['sources'],
): Built {
  const found = pullSources(run.config, name);
  if (!found.ok) return stopped('config', found.text, found.source);
  const pull = (copies: boolean): Built => {
    const then = !copies ? 'nothing' : found.sources.length > 1 ? 'blobs or nothing' : 'blobs';
    const built = found.sources.map((source) => pullSource(run, name, source, given, skip, skipSources, then));
    const nodes = built.map(({ node }) => node);
    return {
      node: nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : oneOf(ENDPOINTS, 'joined', nodes),
      observations: built.flatMap(({ observations }) => observations),
      sources: built.flatMap(({ sources }) => sources),
    };
  };
  const { node, observations, sources } = pull(true);
  const tables = found.sources.flatMap(({ source }) => (source === null ? [] : [source]));
  return {
    node: withRetries(
      run.host,
      run.features,
      clientsOfOnePull(run, node, () => pull(false).node),
    ),
    observations,
    sources: [...tables, ...sources],
  };
}

/** What follows the manifest: the blobs, and where they can't be had, another endpoint is no help. */
type AfterManifest = 'nothing' | 'blobs' | 'blobs or nothing';

function pullSource(
  run: ToolRun,
  logical: PullReference,
  source: PullSource,
  given: CredentialRef | null,
  skip: boolean | null,
  skipSources: Built['sources'],
  then: AfterManifest,
): Built {
  const fromConfig = source.insecureSource === null ? [] : [source.insecureSource];
  return physicalEndpoint(run, {
    registry: source.registry,
    repository: source.repository,
    logicalRegistry: logical.registry,
    skipVerify: skip ?? source.insecure,
    skipVerifySources: skip === null ? fromConfig : skipSources,
    scopes: [`repository:${source.repository}:pull`],
    login: false,
    ...(given === null ? {} : { given }),
    afterPing: (base, transport) => {
      const first = manifest(run, source, base, transport);
      if (then === 'nothing') return first;
      const blobs = fetchedBlobs(run.features, base, source.repository, transport);
      // What a manifest names comes from the place that gave it, or not at all.
      const commit: PlanNode[] = then === 'blobs or nothing' ? [{ kind: 'commit', of: ENDPOINTS }] : [];
      return { kind: 'sequence', steps: [first, ...commit, blobs] };
    },
  });
}

function manifest(
  run: ToolRun,
  source: PullSource,
  base: string,
  transport: Parameters<EndpointRequest['afterPing']>[1],
): FollowIndex {
  const url = `${base}/v2/${source.repository}/manifests/${source.digest ?? source.tag ?? 'latest'}`;
  const first = requestNode('manifest', 'GET', url, transport, [200], source.source === null ? [] : [source.source]);
  return {
    kind: 'follow',
    what: 'index',
    first: { ...first, manifests: CONTAINERS_IMAGE_MANIFESTS },
    platform: run.flags.platform ?? run.host.platform,
  };
}

/**
 * How many clients CRI-O makes for one pull (cri-o `server/image_pull.go`): up to 1.30 one to prepare and one to copy; 1.33 and 1.34
 * open the reference again as an artifact after any failure, from 1.35 on only where the network was not to blame. The others make one.
 */
function clientsOfOnePull({ features }: ToolRun, pull: PlanNode, prepare: () => PlanNode): PlanNode {
  if (features.tool !== 'cri-o') return pull;
  const minor = minorOf(features.version);
  if (minor <= 30) return { kind: 'sequence', steps: [prepare(), pull], ownClients: true };
  if (minor <= 32) return pull;
  const again = oneOf('image, then artifact', 'joined', [pull, pull]);
  if (minor <= 34) return again;
  return {
    ...again,
    moveOn: {
      ...ANY_FAILURE,
      kinds: ['http-status', 'token-missing', 'platform-missing', 'http-too-large', 'media-type'],
    },
  };
}
