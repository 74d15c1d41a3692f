import type { Source } from '../../host/source.js';
import type { CredentialRef } from '../../plan/nodes.js';
import type { TlsPolicy } from '../../plan/transport.js';
import type { Observation } from '../client.js';
import { systemRoots } from '../go/roots.js';
import { lookedUpFirst } from '../looked-up-first.js';
import { findCredential } from './auth/find.js';
import { authNearMisses } from './auth/near-misses.js';
import { type Built, stopped } from './built.js';
import { certificateDirectory } from './certs/directory.js';
import { loadCertificates } from './certs/load.js';
import { certificateNearMisses } from './certs/near-misses.js';
import { type EndpointRequest, endpoint } from './endpoint.js';
import { clientHello } from './hello.js';
import { isBlocked } from './registries/blocked.js';
import type { ToolRun } from './run.js';
import { versionAtLeast } from './versions.js';

/** One registry as it is contacted. */
export interface PhysicalRequest {
  /** host[:port] contacted; certificates and credentials are looked up under it. */
  readonly registry: string;
  /** Null for logins, which ask about a whole registry. */
  readonly repository: string | null;
  /** The registry the user wrote; credentials given on the command line go there only. */
  readonly logicalRegistry: string;
  /** True: neither chain nor name is checked, and plain http is tried after https. */
  readonly skipVerify: boolean;
  /** What decided that. */
  readonly skipVerifySources: readonly Source[];
  readonly scopes: readonly string[];
  readonly login: boolean;
  /** A credential that the kubelet handed over for the registry the user wrote; it goes before every file. */
  readonly given?: CredentialRef;
  readonly afterPing: EndpointRequest['afterPing'];
}

/** From image 5.31 on a single failed look-up is told as it is. */
const ONE_ERROR_SINCE = { buildah: '1.36', podman: '5.1', skopeo: '1.16', 'cri-o': '1.31' } as const;

/**
 * One client of containers/image for one registry: credentials, certificates, blocking, then the network, in upstream's order
 * (containers/image `docker/docker_client.go`: newDockerClientFromRef). What fails before the network becomes a `stop`.
 */
export function physicalEndpoint(run: ToolRun, request: PhysicalRequest): Built {
  const { host, features, flags, config } = run;
  const { registry, repository } = request;
  const name = repository === null ? registry : `${registry}/${repository}`;
  const seen: Observation[] = [];
  const credential = credentialFor(run, request, name, seen);
  if (!credential.ok) return { ...credential.stop, observations: seen };
  const directory = certificateDirectory(host, features.generation, registry, flags.certDirectory);
  seen.push(...certificateNearMisses(host, features.generation, registry, directory, flags.certDirectory));
  const certificates = loadCertificates(host, directory);
  if (!certificates.ok) return stopped('config', certificates.text, certificates.source, seen);
  const blocked = isBlocked(config, name);
  if (blocked !== null) return stopped('blocked', blocked.text, blocked.source, seen);
  const tls: TlsPolicy = {
    verify: !request.skipVerify,
    roots: { ...systemRoots(host), extra: certificates.authorities },
    clientCertificate: certificates.clientCertificate,
    goVersion: features.goVersion,
    ...clientHello(features),
  };
  const sources = [
    ...request.skipVerifySources,
    ...(credential.credential === null ? [] : [credential.credential.source]),
    ...certificates.authorities.map(({ source }) => source),
  ];
  const node = endpoint({
    host,
    features,
    registry,
    tls,
    credential: credential.credential,
    withoutCredential: request.login ? 'fail' : 'send-empty',
    scopes: request.scopes,
    sources: request.skipVerifySources,
    afterPing: request.afterPing,
  });
  return { node: lookedUpFirst(credential.credential, node), observations: seen, sources };
}

type CredentialChoice =
  | { readonly ok: true; readonly credential: CredentialRef | null }
  | { readonly ok: false; readonly stop: Built };

/** `--creds` counts for the registry as written; everything else is looked up under the name contacted. */
function credentialFor(run: ToolRun, request: PhysicalRequest, name: string, seen: Observation[]): CredentialChoice {
  const { host, features, flags, config, authFiles } = run;
  if (flags.credentials && request.registry === request.logicalRegistry) {
    const source: Source = { kind: 'flag', name: '--creds', line: null, says: '' };
    return { ok: true, credential: { id: 'flag:--creds', kind: 'basic', source, matchedKey: null } };
  }
  if (request.given !== undefined && request.registry === request.logicalRegistry)
    return { ok: true, credential: request.given };
  const found = findCredential(
    host,
    {
      files: authFiles,
      helpers: config.credentialHelpers,
      helpersSource: config.credentialHelpersSource,
      countsErrors: !versionAtLeast(features.version, ONE_ERROR_SINCE[features.tool]),
    },
    name,
  );
  if (!found.ok) {
    const because = `${request.login ? 'get credentials' : 'getting username and password'}: ${found.text}`;
    return { ok: false, stop: stopped(found.failure, because, found.source) };
  }
  if (request.login && found.credential?.kind === 'identity-token') {
    const because = 'currently logged in, auth file contains an Identity token';
    return { ok: false, stop: stopped('config', because, found.credential.source) };
  }
  if (found.credential === null) {
    const logical = request.registry === request.logicalRegistry ? null : request.logicalRegistry;
    seen.push(...authNearMisses(host, features, authFiles, name, logical));
  }
  return { ok: true, credential: found.credential };
}
