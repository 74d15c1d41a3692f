import type { Source } from '../../host/source.js';
import { ANY_FAILURE } from '../../plan/failure.js';
import type { PlanNode } from '../../plan/nodes.js';
import type { ClientFlags, Observation, Operation, Plan, PlanRequest } from '../client.js';
import { HELM_MANIFESTS } from '../manifest-types.js';
import { loginNode, type OrasClient, pullNode, pushNode } from '../oras/exchange.js';
import { contactedHost, credentialKey, type OrasReference } from '../oras/reference.js';
import { storedNearMisses } from '../oras/store.js';
import { trustedRoots } from '../oras/trusted-roots.js';
import { versionAtLeast } from '../version.js';
import { parseHelmReference } from './reference.js';
import { helmCredential, helmCredentialFiles } from './store.js';

/** Up to here helm goes on over http by itself where the TLS hello is answered in plain HTTP (helm v3 `pkg/registry/fallback.go`). */
const NO_FALLBACK_SINCE = '4.0';

/** A chart is its configuration and a layer. */
const CHART = { takes: ['configuration', 'layer'], manifests: HELM_MANIFESTS } as const;

/** Releases whose requests were seen on the wire for this project. */
const RUN = /^v?4\.3\./;

/** What helm would do for a chart in a registry, `oci://` in front or not. */
export function helmPlan(request: PlanRequest): Plan {
  const { host, version, operation, flags } = request;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client: 'helm',
    version,
    basis: RUN.test(version.text) ? 'run' : 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [],
    ...rest,
  });
  const parsed = operation === 'login' ? loginReference(request.reference) : parseHelmReference(request.reference);
  if (!parsed.ok) return finished(stop('reference', parsed.error));
  const { reference } = parsed;
  const trusted = trustedRoots(host, flags.caFile ?? null);
  if (!trusted.ok)
    return finished(stop('config', `can't create TLS config for client: ${trusted.text}`, trusted.source), {
      reference,
    });
  const key = credentialKey(contactedHost(reference.registry));
  const found = helmCredential(host, flags, key);
  if (!found.ok) return finished(stop(found.failure, found.text, found.source), { reference, sources: [found.source] });
  const settings = settingsOf(operation, flags);
  const client: OrasClient = {
    host,
    program: `helm ${version.text}`,
    goVersion: versionAtLeast(version.text, '3.19') ? '1.25' : '1.22',
    registry: reference.registry,
    credential: found.credential,
    verify: flags.tlsVerify !== false,
    roots: trusted.roots,
    limits: settings.hasTlsFlag && operation !== 'login' ? 'none' : 'default',
    sources: settings.sources,
  };
  const root = overSchemes(request, client, settings, reference);
  const nearMisses = found.credential === null ? storedNearMisses(host, helmCredentialFiles(host, flags), key) : [];
  return finished(root, {
    reference,
    sources: [...settings.sources, ...(found.credential === null ? [] : [found.credential.source])],
    observations: [...settings.observations, ...nearMisses],
  });
}

interface Settings {
  readonly plain: boolean;
  readonly hasTlsFlag: boolean;
  readonly sources: readonly Source[];
  readonly observations: readonly Observation[];
}

/** `--plain-http` is dropped without a word beside any TLS flag, but not by `registry login` (helm `pkg/cmd/root.go`: newRegistryClient). */
function settingsOf(operation: Operation, flags: ClientFlags): Settings {
  const flag = (name: string): Source => ({ kind: 'flag', name, line: null, says: name });
  const tls = [
    ...(flags.tlsVerify === false ? [flag(operation === 'login' ? '--insecure' : '--insecure-skip-tls-verify')] : []),
    ...(flags.caFile == null ? [] : [flag('--ca-file')]),
  ];
  const asked = flags.plainHttp === true;
  const [dropping] = operation === 'login' ? [] : tls;
  const plain = asked && dropping === undefined;
  const observations: Observation[] =
    asked && dropping !== undefined
      ? [
          {
            code: 'config-conflict',
            source: flag('--plain-http'),
            text: `--plain-http has no effect beside ${dropping.name}: helm then asks over https only.`,
            meant: 'insecure',
            cure: [],
          },
        ]
      : [];
  return {
    plain,
    hasTlsFlag: tls.length > 0,
    sources: [...(plain ? [flag('--plain-http')] : []), ...tls],
    observations,
  };
}

function overSchemes(
  { version, operation }: PlanRequest,
  client: OrasClient,
  settings: Settings,
  reference: OrasReference,
): PlanNode {
  const ask = (scheme: 'https' | 'http'): PlanNode => {
    if (operation === 'pull') return pullNode(client, scheme, reference, null, CHART);
    if (operation === 'push') return pushNode(client, scheme, reference);
    // First with an OAuth form, then once more without (helm `pkg/registry/client.go`: Login).
    const options = [loginNode(client, scheme, 'post-first'), loginNode(client, scheme, 'get')];
    return { kind: 'oneOf', label: 'OAuth, then token', moveOn: ANY_FAILURE, report: 'last', options };
  };
  if (settings.plain) return ask('http');
  if (settings.hasTlsFlag || versionAtLeast(version.text, NO_FALLBACK_SINCE)) return ask('https');
  return {
    kind: 'oneOf',
    label: 'scheme',
    moveOn: { ...ANY_FAILURE, kinds: ['tls-plain-http'] },
    report: 'last',
    options: [ask('https'), ask('http')],
  };
}

function loginReference(typed: string): { readonly ok: true; readonly reference: OrasReference } {
  const registry = typed.replace(/^(?:https?|oci):\/\//, '').split('/')[0] ?? typed;
  return { ok: true, reference: { registry, repository: '', tag: null, digest: null } };
}

function stop(failure: 'config' | 'reference', because: string, source?: Source): PlanNode {
  return { kind: 'stop', failure, because, sources: source === undefined ? [] : [source] };
}
