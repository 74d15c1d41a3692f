import { posix } from 'node:path';
import type { Host, Platform } from '../../host/host.js';
import { ANY_FAILURE } from '../../plan/failure.js';
import type { CredentialRef, PlanNode, RequestNode } from '../../plan/nodes.js';
import { GO_REDIRECTS } from '../../plan/redirects.js';
import type { TlsPolicy, Transport } from '../../plan/transport.js';
import { systemRoots } from '../go/roots.js';
import { goTransport } from '../go/transport.js';

/** One limit over the ping (moby `registry/auth.go`: PingV2Registry). */
const PING_MS = 15_000;

/** One pull by the graphdriver store. */
export interface LegacyPull {
  readonly host: Host;
  readonly goVersion: string;
  /** host[:port] as in the reference. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly credential: CredentialRef | null;
  readonly platform: Platform;
  /** Only for Docker Hub. */
  readonly mirrors: readonly string[];
}

/**
 * Endpoints in order, each with its own ping (moby `registry/service_v2.go`: lookupV2Endpoints, `distribution/pull.go`): mirrors of Docker Hub, https, and http
 * of the same port where the registry is insecure; the last failure is told. Once https has answered and nothing
 * was missing to authorise, http is not tried. An insecure registry's certs.d is not read.
 */
export function legacyPull(pull: LegacyPull, insecure: boolean): PlanNode {
  const own = pull.registry === 'docker.io' ? 'registry-1.docker.io' : pull.registry;
  const options = [
    ...pull.mirrors.map((mirror) => endpoint(pull, mirror, insecure, false)),
    endpoint(pull, `https://${own}`, insecure, true),
    ...(insecure ? [endpoint(pull, `http://${own}`, insecure, true)] : []),
  ];
  return { kind: 'oneOf', label: 'endpoints', moveOn: ANY_FAILURE, report: 'last', options };
}

function endpoint(pull: LegacyPull, base: string, insecure: boolean, final: boolean): PlanNode {
  const transport = transportTo(pull, base, insecure);
  const { repository, tag, digest } = pull;
  const manifest: RequestNode = {
    kind: 'request',
    step: 'manifest',
    method: 'GET',
    url: `${base}/v2/${repository}/manifests/${digest ?? tag ?? 'latest'}`,
    accept: 'manifest',
    transport,
    authorization: 'bound',
    success: [200],
    redirects: GO_REDIRECTS,
    again: null,
    sources: [],
  };
  // A failed HEAD is made good by the GET; a digest needs none.
  const head: PlanNode[] = digest === null ? [{ ...manifest, method: 'HEAD', success: 'any' }] : [];
  const get: PlanNode = {
    kind: 'follow',
    what: 'index',
    first: { ...manifest, byDigest: true },
    platform: pull.platform,
  };
  return {
    kind: 'follow',
    what: 'challenge',
    on: 'ping',
    first: {
      ...manifest,
      step: 'ping',
      url: `${base}/v2/`,
      accept: 'any',
      authorization: 'none',
      success: 'any',
      transport: { ...transport, overallMs: PING_MS },
    },
    rule: {
      order: 'bearer-first',
      credential: pull.credential,
      basicWithoutCredential: 'fail',
      basicWithoutChallenge: false,
      scopes: [`repository:${repository}:pull`],
      token: { method: 'get', account: true, clientId: 'docker' },
      transport,
    },
    then: { kind: 'sequence', steps: [...(final ? [{ kind: 'commit' } as const] : []), ...head, get] },
  };
}

function transportTo(pull: LegacyPull, base: string, insecure: boolean): Transport {
  const { host, goVersion, registry } = pull;
  const extra = insecure ? [] : authorities(host, registry);
  const tls: TlsPolicy = {
    verify: !insecure,
    roots: { ...systemRoots(host), extra },
    clientCertificate: null,
    goVersion,
  };
  const limits = { dialMs: 30_000, tlsHandshakeMs: 10_000, headerMs: null, overallMs: null, keepAlive: true };
  return goTransport(host, URL.parse(base)?.hostname ?? null, limits, tls, { cgo: false, goVersion });
}

/** `*.crt` of the registry's directory (moby `registry/registry.go`: ReadCertsDirectory); client certificates not yet. */
function authorities(host: Host, registry: string): TlsPolicy['roots']['extra'] {
  const directory = posix.join('/etc/docker/certs.d', registry);
  const listed = host.files.list(directory);
  const names = listed.kind === 'directory' ? listed.names.filter((name) => name.endsWith('.crt')) : [];
  return names.map((name) => {
    const path = posix.join(directory, name);
    return { path, source: { kind: 'file', name: path, line: null, says: '' } };
  });
}
