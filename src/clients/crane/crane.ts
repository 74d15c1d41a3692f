import type { Platform } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { PlanNode } from '../../plan/nodes.js';
import type { Client, ConfigurationRequest, Plan, PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { goPlaces } from '../go/environment-places.js';
import { systemTrust } from '../go/system-trust.js';
import { programPath } from '../program-path.js';
import { versionAtLeast } from '../version.js';
import { exchange } from './exchange.js';
import { keychainCredential, keychainNearMisses, keychainPlaces } from './keychain.js';
import { afterPing, scopeFor } from './operation.js';
import { HUB, parseCraneReference } from './reference.js';
import { mayBeHttp } from './scheme.js';

/** What `crane pull` takes of an index where no platform is given, whatever the machine (go-containerregistry `pkg/v1/remote/options.go`: defaultPlatform). */
const DEFAULT_PLATFORM: Platform = { os: 'linux', architecture: 'amd64', variant: null };

/** Releases whose requests were seen on the wire for this project. */
const RUN = /^v?0\.22\./;

/** crane pull, push and auth login; `--tls-verify=false` stands for its `--insecure`, `--creds` for a login before. */
export const CRANE: Client = {
  name: 'crane',
  assumedVersion: '0.22.1',
  versionCommand: ['crane', 'version'],
  parseVersion: (output) => /\bv?(\d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})/.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn: (host) => programPath(host, 'crane') !== null,
  plan,
  configuration,
  remedies,
  placeFor: (fileName) => (/(?:^|\/)config\.json$/.test(fileName) ? '/root/.docker/config.json' : null),
};

function plan(request: PlanRequest): Plan {
  const { host, version, operation, flags } = request;
  const finished = (root: PlanNode, rest: Partial<Plan> = {}): Plan => ({
    client: 'crane',
    version,
    basis: RUN.test(version.text) ? 'run' : 'read',
    operation,
    reference: null,
    root,
    sources: [],
    observations: [],
    ...rest,
  });
  if (operation === 'login') return finished(STORED, { sources: [STORES] });
  const parsed = parseCraneReference(request.reference, version.text);
  if (!parsed.ok) return finished(stop('reference', parsed.error));
  const { registry, repository, tag, digest } = parsed.reference;
  const reference = { registry: registry === HUB ? 'docker.io' : registry, repository, tag, digest };
  const given: Source = { kind: 'flag', name: '--creds', line: null, says: '' };
  const found = flags.credentials
    ? ({ ok: true, credential: { id: 'flag:--creds', kind: 'basic', source: given, matchedKey: null } } as const)
    : keychainCredential(host, version.text, registry, repository);
  if (!found.ok) return finished(stop(found.failure, found.text, found.source), { reference, sources: [found.source] });
  const { credential } = found;
  const insecure = flags.tlsVerify === false;
  const flag: Source = { kind: 'flag', name: '--insecure', line: null, says: '--insecure' };
  const root = exchange({
    host,
    program: `crane ${version.text}`,
    library: version.text,
    goVersion: versionAtLeast(version.text, '0.21.0') ? '1.25' : '1.18',
    registry,
    credential,
    scope: scopeFor(operation, repository),
    http: insecure || mayBeHttp(registry, version.text),
    unverified: insecure,
    sources: insecure ? [flag] : [],
    then: afterPing(operation, parsed.reference, flags.platform ?? DEFAULT_PLATFORM),
  });
  const sources = [...(insecure ? [flag] : []), ...(credential === null ? [] : [credential.source])];
  const observations = credential === null ? keychainNearMisses(host, version.text, registry, repository) : [];
  return finished(root, { reference, sources, observations });
}

/** `crane auth login` writes down what it is given and asks nobody (cmd/crane/cmd/auth.go: login). */
const STORED: PlanNode = { kind: 'sequence', steps: [] };
const STORES: Source = {
  kind: 'program',
  name: 'crane',
  line: null,
  says: 'auth login stores the login without asking the registry',
};

function stop(failure: 'config' | 'reference', because: string, source?: Source): PlanNode {
  return { kind: 'stop', failure, because, sources: source === undefined ? [] : [source] };
}

function configuration({ host, version, flags, reference }: ConfigurationRequest) {
  const places = [...keychainPlaces(host, version.text), ...goPlaces(host)];
  const observations =
    reference === null ? [] : plan({ host, version, flags, reference, operation: 'pull' }).observations;
  return { places, observations };
}

/** crane has no file for registries: its flag, or the system's certificates. */
function remedies(request: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const { host, operation, reference, flags } = request;
  if (operation === 'login') return [];
  if (goal.kind === 'trust') {
    const trusted = systemTrust(host, goal.endpoint, goal.pem, 'none needed');
    return trusted === null ? [] : [trusted];
  }
  // Another port can only be written into the reference.
  if (flags.tlsVerify === false || (goal.kind === 'plain-http' && goal.port !== null)) return [];
  const command =
    operation === 'push'
      ? `crane push --insecure image.tar ${reference}`
      : `crane pull --insecure ${reference} image.tar`;
  return [
    {
      summary:
        goal.kind === 'plain-http'
          ? 'give --insecure: plain HTTP is then tried 0.3 s after HTTPS'
          : 'last resort, until the server is put right: --insecure, nobody checks who answers',
      files: [],
      prose: [command],
      limits: [
        'for this command only',
        'nothing is verified then: anyone on the way can read the credentials and put another image in place',
      ],
      reload: 'none needed',
      flags: { tlsVerify: false },
    },
  ];
}
