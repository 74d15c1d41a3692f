import { posix } from 'node:path';
import type { Operation, PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { certificateDirectory } from './certs/directory.js';
import { pullNames, pushName } from './names.js';
import { loginRegistry } from './plan-login.js';
import type { PullReference } from './registries/pull-sources.js';
import { insecureTable, withPort } from './remedy-table.js';
import { startRun, type ToolRun } from './run.js';
import { type ToolName, toolFeatures } from './versions.js';

const CLEAR_TEXT =
  'traffic to this registry, layers and tokens included, goes over plain HTTP without any check of who answers';
const ONLY_PULLS = 'helps pulls only: push, login and tag listing are not rewritten and still try port 443 first';
const UNVERIFIED =
  'gives up all protection: anyone on the way can read the credentials and put another image in place, and plain HTTP is taken too where HTTPS fails';
const ONE_REGISTRY = 'for this one registry and the programs that read this directory (buildah, podman, skopeo, CRI-O)';
/** A CA's file, or a further name where that file holds something else already. */
const AUTHORITY_NAMES = ['ca.crt', 'regdoctor-ca.crt'];
/** certs.d of the administrator, for root. */
const SYSTEM_PARENT = '/etc/containers/certs.d/';

/** Changes of registries.conf and certs.d, and `--tls-verify=false` for one command, that may reach the goal; best first. */
export function familyRemedies(tool: ToolName, request: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const started = startRun(toolFeatures(tool, request.version.text), request);
  const { run } = 'run' in started ? started : { run: null };
  const name = run === null ? null : nameAsked(run, request.operation, request.reference);
  if (run === null || name === null) return [];
  switch (goal.kind) {
    case 'plain-http':
      return plainHttp(run, name, request, goal.port);
    case 'trust':
      return trust(run, goal.endpoint, goal.pem);
    case 'unverified':
      return unverified(run, name, request, goal.endpoint);
  }
}

function plainHttp(run: ToolRun, name: PullReference, request: PlanRequest, port: number | null): readonly Remedy[] {
  // Only pulls are rewritten: another port helps nothing else.
  if (port !== null && request.operation !== 'pull') return [];
  const tables = insecureTable(run, name, null, (present) => (port === null ? present : withPort(present, port)));
  const declared = tables.map(({ files, prefix, location }): Remedy => {
    const moved = location !== prefix;
    const limits = [
      ...(moved ? [ONLY_PULLS, `credentials and certs.d for it are looked up under ${location} from now on`] : []),
      CLEAR_TEXT,
    ];
    const summary = `declare in registries.conf that ${location} may be asked over plain HTTP`;
    return { summary, files, prose: [], limits, reload: reload(run) };
  });
  return [...declared, ...(port === null ? thisOnce(run, request, CLEAR_TEXT) : [])];
}

function unverified(run: ToolRun, name: PullReference, request: PlanRequest, endpoint: string): readonly Remedy[] {
  const tables = insecureTable(run, name, endpoint, (present) => present);
  const declared = tables.map(({ files, prefix }): Remedy => {
    const summary = `last resort, until the server is put right: don't check who answers as ${prefix}`;
    return {
      summary,
      files,
      prose: [],
      limits: [UNVERIFIED, 'take the file away once the certificate is good'],
      reload: reload(run),
    };
  });
  return [...declared, ...thisOnce(run, request, UNVERIFIED)];
}

function trust(run: ToolRun, endpoint: string, pem: string): readonly Remedy[] {
  const { path, candidates } = certificateDirectory(
    run.host,
    run.features.generation,
    endpoint,
    run.flags.certDirectory,
  );
  const system = run.host.uid === 0 ? candidates.find((each) => each.startsWith(SYSTEM_PARENT)) : undefined;
  const directory = path ?? system ?? candidates[0];
  const name = AUTHORITY_NAMES.find((each) => run.host.files.read(posix.join(directory ?? '', each)).kind === 'absent');
  if (directory === undefined || name === undefined) return [];
  const file = posix.join(directory, name);
  return [
    {
      summary: `trust this certificate for ${endpoint} in ${file}`,
      files: [{ path: file, content: pem }],
      prose: [],
      limits: [ONE_REGISTRY],
      reload: 'none needed',
    },
  ];
}

/** The flag of one command; nobody can give CRI-O one. */
function thisOnce(run: ToolRun, request: PlanRequest, limit: string): readonly Remedy[] {
  const { tool } = run.features;
  if (tool === 'cri-o' || run.flags.tlsVerify === false) return [];
  return [
    {
      summary: `give --tls-verify=false to this one command`,
      files: [],
      prose: [commandLine(tool, request)],
      limits: [limit, 'for this command only'],
      reload: 'none needed',
      flags: { tlsVerify: false },
    },
  ];
}

function commandLine(tool: ToolName, { operation, reference }: PlanRequest): string {
  if (tool !== 'skopeo') {
    const what = operation === 'push' ? `IMAGE ${reference}` : reference;
    return `${tool} ${operation} --tls-verify=false ${what}`;
  }
  if (operation === 'login') return `skopeo login --tls-verify=false ${loginRegistry(reference)}`;
  const remote = `docker://${reference.replace(/^docker:\/\//, '')}`;
  return operation === 'push'
    ? `skopeo copy --dest-tls-verify=false SOURCE ${remote}`
    : `skopeo copy --src-tls-verify=false ${remote} DESTINATION`;
}

function nameAsked(run: ToolRun, operation: Operation, reference: string): PullReference | null {
  if (operation === 'login') return { registry: loginRegistry(reference), repository: '', tag: null, digest: null };
  const found = operation === 'pull' ? pullNames(run, reference) : pushName(run, reference);
  return 'stop' in found ? null : (found.names[0] ?? null);
}

function reload(run: ToolRun): string {
  return run.features.tool === 'cri-o' ? 'systemctl reload crio (CRI-O keeps the file until SIGHUP)' : 'none needed';
}
