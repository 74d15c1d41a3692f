import type { Host } from '../host/host.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Evidence } from './finding.js';
import { bareHost } from './parts.js';
import { transportOf } from './transport-of.js';

/** What is missing for a registry that runs as a container beside the cluster, seen from where the client looks. */
export interface LocalRegistry {
  readonly evidence: readonly Evidence[];
  /** The line that cures it where no file of the client does; null: the finding's own next step stands. */
  readonly nextStep: string | null;
}

/** A cluster whose nodes are containers, and the node that is looked at. */
export interface ContainerNode {
  readonly kind: 'k3d' | 'kind';
  /** Docker network that the nodes share. */
  readonly network: string;
}

/** Port of the registry image inside its container, whatever it is published as. */
export const CONTAINER_PORT = 5000;

/** Names that only containers of one network, or this machine itself, know: `registry.localhost`, `k3d-registry`, `kind-registry`. */
export function isLocalName(name: string): boolean {
  return /^(?:localhost|.+\.localhost|k3d-[^.]+|kind-registry|[^.]+\.k3d\.internal)$/i.test(name);
}

/** The node of a k3d or kind cluster, by what their images leave on the disk; null on any other machine. */
export function containerNode({ files }: Pick<Host, 'files'>): ContainerNode | null {
  const read = files.read('/etc/hostname');
  const own = read.kind === 'file' ? read.text.trim() : '';
  // k3d names its nodes k3d-CLUSTER-server-0 and their network k3d-CLUSTER.
  const cluster = /^(k3d-.+)-(?:server|agent)-\d+$/.exec(own)?.[1];
  if (cluster !== undefined) return { kind: 'k3d', network: cluster };
  const isKind = files.list('/kind').kind === 'directory' && /-(?:control-plane|worker)\d*$/.test(own);
  return isKind ? { kind: 'kind', network: 'kind' } : null;
}

/** The story behind a failure at a local registry; null where the name is no such name, or the failure another. */
export function localRegistry(cause: Cause, context: DiagnosisContext): LocalRegistry | null {
  const name = bareHost(cause.url);
  if (!isLocalName(name)) return null;
  const { kind } = cause.failure;
  if (kind === 'dns-nxdomain') return unknownName(name, cause, context);
  if (kind === 'tcp-refused') return wrongPort(name, cause, context);
  if (kind === 'tls-plain-http') return { evidence: [plain(name, cause)], nextStep: null };
  return null;
}

function unknownName(name: string, cause: Cause, context: DiagnosisContext): LocalRegistry {
  const node = containerNode(context.host);
  if (node !== null) {
    const where = `this is a node of ${node.kind}: it knows ${name} only if the registry's container is in the Docker network ${node.network}`;
    return {
      evidence: [said(where)],
      nextStep: `on the machine that runs Docker: docker network connect ${node.network} ${name}, where ${name} is the registry's container`,
    };
  }
  if (context.vantage.network === 'pod' && context.vantage.files === '/')
    return {
      evidence: [
        said(
          `${name} is known on the machine that runs Docker and in its nodes; a pod asks the cluster's DNS, which is not told of it`,
        ),
      ],
      nextStep: `ask for the image by the name that the nodes know, from a client on the node; or publish the registry as a Service in the cluster`,
    };
  return { evidence: resolverEvidence(name, cause, context), nextStep: null };
}

/** Why this client's resolver does not know a name that `ping` may know. */
function resolverEvidence(name: string, cause: Cause, { host }: DiagnosisContext): Evidence[] {
  const resolver = transportOf(cause.case, cause.request)?.resolver.kind ?? 'go';
  const line = host.resolver.nsswitchSource;
  const listed = host.resolver.nsswitch.includes('myhostname');
  const inHosts = said(`/etc/hosts has no line for ${name}`);
  if (!/(?:^|\.)localhost$/i.test(name))
    return [inHosts, said(`${name} is a container's name: only containers of the same Docker network know it`)];
  const who = {
    go: `${cause.case.plan.client} looks names up itself: nss-myhostname, which knows *.localhost, is never asked`,
    musl: 'musl asks /etc/hosts and DNS only: there is no nss-myhostname for it',
    glibc: listed
      ? 'nsswitch lists myhostname, but its library is not installed'
      : `${line === null ? 'nsswitch' : `${line.name}${line.line === null ? '' : `:${line.line}`}`} does not list myhostname, which knows *.localhost`,
  }[resolver];
  return [inHosts, said(who)];
}

/** Name of the registry's container, as the cluster's own tool gives it (`k3d registry create NAME` puts `k3d-` before it). */
export function containerBehind(name: string, { kind }: ContainerNode): string {
  return kind === 'kind' ? 'kind-registry' : name.replace(/^(?!k3d-)/, 'k3d-').replace(/\.localhost$/, '');
}

function wrongPort(name: string, cause: Cause, { host, vantage }: DiagnosisContext): LocalRegistry | null {
  const port = cause.url.port === '' ? '443' : cause.url.port;
  const node = containerNode(host);
  const loopback = /^(?:127\.|\[?::1\]?)/.test(cause.request.address ?? '') || /(?:^|\.)localhost$/i.test(name);
  if (node === null) {
    const pod = vantage.network === 'pod';
    return {
      evidence: [
        said(
          pod
            ? `in a pod ${name} is the pod itself`
            : `a container's port is reached at ${name} only where it is published: docker ps shows it as 0.0.0.0:${port}->${CONTAINER_PORT}/tcp`,
        ),
      ],
      nextStep: pod
        ? null
        : `start the registry, or publish its port: docker run -d --restart=always -p ${port}:${CONTAINER_PORT} --name registry registry:2; docker ps shows which port is published`,
    };
  }
  const container = containerBehind(name, node);
  const target = `http://${loopback ? container : name}:${CONTAINER_PORT}`;
  const where = loopback
    ? `in a node of ${node.kind}, ${name} is the node itself; port ${port} is published on the machine that runs Docker, not here`
    : `between containers the registry listens on its own port (${CONTAINER_PORT} for the registry image), not on the one that is published (${port})`;
  const mirror =
    node.kind === 'k3d'
      ? `in registries.yaml, under mirrors: "${name}:${port}": endpoint: ["${target}"], then docker restart of the node`
      : `in /etc/containerd/certs.d/${name}:${port}/hosts.toml of every node: [host."${target}"]`;
  return {
    evidence: [said(where)],
    nextStep: `tell the nodes where the registry is: ${mirror}; its container must be in their network: docker network connect ${node.network} ${loopback ? container : name}`,
  };
}

/** Programs differ in what they take for safe. */
function plain(name: string, { case: { plan } }: Cause): Evidence {
  return said(
    plan.client === 'docker'
      ? `Docker takes ${name} for insecure only where it leads to 127.0.0.0/8 or ::1`
      : `Docker takes a name that leads to 127.0.0.0/8 for insecure by itself, ${plan.client} does not: it must be told of ${name}`,
  );
}

function said(text: string): Evidence {
  return { text, fact: null };
}
