import type { Host } from '../../host/host.js';
import { ANY_FAILURE } from '../../plan/failure.js';
import type { ChallengeRule, CredentialRef, PlanNode, RequestNode } from '../../plan/nodes.js';
import { GO_REDIRECTS } from '../../plan/redirects.js';
import type { Transport } from '../../plan/transport.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { systemRoots } from '../go/roots.js';
import { goTransport } from '../go/transport.js';
import { CGO } from './engine.js';

/** A push by containerd's library. */
export interface StorePush {
  readonly host: Host;
  readonly goVersion: string;
  readonly hosts: readonly RegistryHost[];
  readonly repository: string;
  readonly tag: string | null;
  readonly credentialFor: (host: string) => CredentialRef | null;
  readonly clientId: string;
}

/**
 * A push up to an upload session that is cancelled at once: the first host that may be pushed to and no other (containerd
 * `core/remotes/docker/pusher.go`: push). What is there already is asked first, which brings the challenge.
 */
export function storePush(request: StorePush): PlanNode {
  const to = request.hosts.find(({ pushes }) => pushes !== false);
  if (to === undefined) return { kind: 'stop', failure: 'config', because: 'no push hosts: not found', sources: [] };
  const unusable = request.hosts.find((each) => each.unusable !== undefined)?.unusable;
  if (unusable !== undefined)
    return { kind: 'stop', failure: 'config', because: unusable.text, sources: [unusable.source] };
  if (to.httpFallback === null) return session(request, to, `${to.scheme}://${to.host}`);
  return {
    kind: 'oneOf',
    label: 'scheme',
    moveOn: { ...ANY_FAILURE, kinds: to.httpFallback },
    report: 'last',
    options: [session(request, to, `https://${to.host}`), session(request, to, `http://${to.host}`)],
  };
}

function session(request: StorePush, to: RegistryHost, base: string): PlanNode {
  const transport = transportTo(request, to);
  const { repository, tag } = request;
  const manifest: RequestNode = {
    kind: 'request',
    step: 'upload',
    method: 'HEAD',
    url: `${base}${to.path}/${repository}/manifests/${tag ?? 'latest'}`,
    accept: 'any',
    transport,
    authorization: 'remembered',
    success: [200, 404],
    redirects: GO_REDIRECTS,
    again: null,
    sources: to.sources,
  };
  const upload: RequestNode = {
    ...manifest,
    method: 'POST',
    url: `${base}${to.path}/${repository}/blobs/uploads/`,
    success: [202],
  };
  const rule: ChallengeRule = {
    order: 'bearer-first',
    credential: request.credentialFor(to.host),
    basicWithoutCredential: 'fail',
    basicWithoutChallenge: false,
    scopes: [`repository:${repository}:pull,push`],
    token: { method: 'post-first', account: false, clientId: request.clientId },
    transport,
  };
  const then: PlanNode = { kind: 'follow', what: 'location', first: upload };
  return { kind: 'follow', what: 'challenge', on: 'answer', first: manifest, rule, then };
}

function transportTo({ host, goVersion }: StorePush, to: RegistryHost): Transport {
  const name = to.host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const limits = {
    dialMs: to.dialMs ?? 30_000,
    tlsHandshakeMs: 10_000,
    headerMs: null,
    overallMs: null,
    keepAlive: true,
  };
  const tls = {
    verify: !to.skipVerify,
    roots: { ...systemRoots(host), extra: to.authorities },
    clientCertificate: to.clientCertificate,
    goVersion,
  };
  return goTransport(host, name, limits, tls, { cgo: CGO, goVersion });
}
