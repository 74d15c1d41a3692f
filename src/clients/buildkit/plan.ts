import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { CredentialRef, PlanNode } from '../../plan/nodes.js';
import { parseReference } from '../../reference/parse.js';
import type { Plan, PlanRequest } from '../client.js';
import { resolveAndFetch } from '../containerd/resolve.js';
import { storePush } from '../docker/store-push.js';
import { dockerConfigPath, dockerKey, dockerLogin } from '../docker-credential.js';
import { systemRoots } from '../go/roots.js';
import { goTransport } from '../go/transport.js';
import { buildkitBuild } from './build.js';
import { buildkitConfig } from './config.js';
import { buildkitHosts } from './hosts.js';
import { buildkitObservations } from './observations.js';
import { withSessionTokens } from './session-tokens.js';

/** What buildkitd asks for a base image (FROM), or where it exports to; started by buildctl or buildx with that user's login. */
export function buildkitPlan(request: PlanRequest): Plan {
  const { host, version, operation, flags } = request;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client: 'buildkit',
    version,
    basis: 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [],
    ...rest,
  });
  if (operation === 'login') return finished(stop('config', 'buildkit uses the logins of docker: docker login', null));
  const parsed = parseReference(request.reference);
  if (!parsed.ok) return finished(stop('reference', `failed to parse reference: ${parsed.error.message}`, null));
  const { registry, repository, tag, digest } = parsed.reference;
  const reference = { registry, repository, tag, digest };
  const config = buildkitConfig(host);
  const observations = buildkitObservations(host, config, registry);
  if (config.stop !== null)
    return finished(stop('config', config.stop.text, config.stop.source), {
      reference,
      observations,
      sources: [config.stop.source],
    });
  const hosts = buildkitHosts(host.files, config.tables, registry, version.text);
  const { containerdLibrary, goVersion } = buildkitBuild(version.text);
  const credentialFor = (contacted: string): CredentialRef | null => loginFor(request, contacted);
  const shared = { host: config.host, goVersion, hosts, repository, tag, credentialFor };
  const tree =
    operation === 'push'
      ? storePush({ ...shared, clientId: 'buildkit-client' })
      : resolveAndFetch({
          ...shared,
          version: containerdLibrary,
          registry,
          digest,
          platform: flags.platform ?? host.platform,
          sharesAuthorizer: true,
        });
  const sources = [
    ...hosts.flatMap((each) => each.sources),
    ...loginSources(hosts.map(({ host: name }) => credentialFor(name))),
  ];
  return finished(withSessionTokens(tree, sessionTransport(host, goVersion)), { reference, sources, observations });
}

/** By the host contacted; Docker Hub's registry goes by Docker Hub's key. */
function loginFor({ host, flags }: PlanRequest, contacted: string): CredentialRef | null {
  if (flags.credentials) {
    const source: Source = { kind: 'flag', name: '--creds', line: null, says: '' };
    return { id: 'flag:--creds', kind: 'basic', source, matchedKey: null };
  }
  const key = contacted === 'registry-1.docker.io' ? dockerKey('docker.io') : contacted;
  return dockerLogin(host, dockerConfigPath(host), key, 'error').credential;
}

function loginSources(credentials: readonly (CredentialRef | null)[]): Source[] {
  return credentials.flatMap((each) => (each === null ? [] : [each.source]));
}

/** The connection of the program that started the build. */
function sessionTransport(host: Host, goVersion: string) {
  const limits = { dialMs: 30_000, tlsHandshakeMs: 10_000, headerMs: null, overallMs: null, keepAlive: true };
  const tls = { verify: true, roots: systemRoots(host), clientCertificate: null, goVersion };
  return goTransport(host, null, limits, tls, { cgo: false, goVersion });
}

function stop(failure: 'config' | 'reference', because: string, source: Source | null): PlanNode {
  return { kind: 'stop', failure, because, sources: source === null ? [] : [source] };
}
