import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { PlanNode } from '../../plan/nodes.js';
import type { Client, ClientFlags, ConfigurationRequest, Plan, PlanRequest } from '../client.js';
import { filePlace, goPlaces } from '../go/environment-places.js';
import { programPath } from '../program-path.js';
import { versionAtLeast } from '../version.js';
import { loginNode, type OrasClient, pullNode, pushNode } from './exchange.js';
import { contactedHost, credentialKey, type OrasReference, parseOrasReference } from './reference.js';
import { orasRemedies } from './remedies.js';
import { dockerConfigPath, storedCredential, storedNearMisses } from './store.js';
import { trustedRoots } from './trusted-roots.js';

/** oras pull, push and login; `--tls-verify=false` stands for its `--insecure`, `--authfile` for `--registry-config`. */
export const ORAS: Client = {
  name: 'oras',
  assumedVersion: '1.3.3',
  versionCommand: ['oras', 'version'],
  parseVersion: (output) =>
    /\bVersion:\s+v?(\d+\.\d+\.\d+[0-9A-Za-z.+-]{0,40})/.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn: (host) => programPath(host, 'oras') !== null,
  plan,
  configuration,
  remedies: orasRemedies,
  placeFor: (fileName) => (/(?:^|\/)config\.json$/.test(fileName) ? '/root/.docker/config.json' : null),
};

function plan(request: PlanRequest): Plan {
  const { host, version, operation, flags } = request;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client: 'oras',
    version,
    basis: 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [],
    ...rest,
  });
  const parsed = operation === 'login' ? loginReference(request.reference) : parseOrasReference(request.reference);
  if (!parsed.ok) return finished(stop('reference', parsed.error));
  const { reference } = parsed;
  const trusted = trustedRoots(host, flags.caFile ?? null);
  if (!trusted.ok) return finished(stop('config', trusted.text, trusted.source), { reference });
  const files = credentialFiles(host, flags);
  const key = credentialKey(contactedHost(reference.registry));
  const found = storedCredential(host, flags, files, key);
  if (!found.ok) return finished(stop(found.failure, found.text, found.source), { reference, sources: [found.source] });
  const { scheme, sources } = schemeFor(reference.registry, flags);
  const decided = [...sources, ...(trusted.source === null ? [] : [trusted.source])];
  const client: OrasClient = {
    host,
    program: `oras ${version.text}`,
    goVersion: versionAtLeast(version.text, '1.3') ? '1.25' : '1.22',
    registry: reference.registry,
    credential: found.credential,
    verify: flags.tlsVerify !== false,
    roots: trusted.roots,
    limits: 'default',
    sources: decided,
  };
  if (operation === 'pull' && reference.tag === null && reference.digest === null)
    return finished(stop('reference', `no tag or digest specified: ${request.reference}`), { reference });
  const node = {
    pull: () => pullNode(client, scheme, reference, flags.platform),
    push: () => pushNode(client, scheme, reference),
    login: () => loginNode(client, scheme, 'get'),
  };
  return finished(node[operation](), {
    reference,
    sources: [...decided, ...(found.credential === null ? [] : [found.credential.source])],
    observations: found.credential === null ? storedNearMisses(host, files, key) : [],
  });
}

/** One scheme, never another: `--plain-http` where it is given, else http for the literal name localhost (oras `…/option/remote.go`: isPlainHTTP). */
export function schemeFor(
  registry: string,
  flags: ClientFlags,
): { readonly scheme: 'https' | 'http'; readonly sources: readonly Source[] } {
  const insecure: Source[] =
    flags.tlsVerify === false ? [{ kind: 'flag', name: '--insecure', line: null, says: '--insecure' }] : [];
  const plain = flags.plainHttp ?? null;
  if (plain !== null) {
    const source: Source = { kind: 'flag', name: '--plain-http', line: null, says: `--plain-http=${plain}` };
    return { scheme: plain ? 'http' : 'https', sources: [source, ...insecure] };
  }
  if (!/^localhost(?::\d*)?$/.test(registry)) return { scheme: 'https', sources: insecure };
  const source: Source = { kind: 'default', name: 'oras', line: null, says: 'localhost is asked over plain HTTP' };
  return { scheme: 'http', sources: [source, ...insecure] };
}

function credentialFiles(host: Host, { authFile }: ClientFlags): readonly string[] {
  return [authFile ?? dockerConfigPath(host)];
}

function loginReference(typed: string): { readonly ok: true; readonly reference: OrasReference } {
  const registry = typed.replace(/^(?:https?|oci):\/\//, '').split('/')[0] ?? typed;
  return { ok: true, reference: { registry, repository: '', tag: null, digest: null } };
}

function configuration({ host, version, flags, reference }: ConfigurationRequest) {
  const places = [
    ...credentialFiles(host, flags).map((path) => filePlace(host, path, 'logins; docker’s form')),
    ...(flags.caFile == null ? [] : [filePlace(host, flags.caFile, 'certificates trusted instead of the system’s')]),
    ...goPlaces(host),
  ];
  const observations =
    reference === null ? [] : plan({ host, version, flags, reference, operation: 'pull' }).observations;
  return { places, observations };
}

function stop(failure: 'config' | 'reference', because: string, source?: Source): PlanNode {
  return { kind: 'stop', failure, because, sources: source === undefined ? [] : [source] };
}
