import type { Host } from '../../../host/host.js';
import { hostWithFiles } from '../../../host/overlay.js';
import { parseReference } from '../../../reference/parse.js';
import type { PlanRequest, Remedy, RemedyGoal } from '../../client.js';
import { versionAtLeast } from '../../version.js';
import { hostsDirectory } from '../hosts-directory.js';
import { forKindNode } from '../kind-node.js';
import { certsRemedies } from '../remedies.js';
import { authorityFile } from './authority-file.js';
import type { CriConfiguration } from './configuration.js';
import { type NewFile, withConfigPath } from './edit-config.js';
import { containerdConfigurationOf } from './installation.js';
import { CERTS_ROOT } from './series.js';
import { toHostsFiles } from './to-hosts-files.js';
import { withoutSecrets } from './without-secrets.js';

/** `config_path` is no setting of the CRI plugin before (containerd `docs/cri/registry.md`, v1.5.0). */
const CONFIG_PATH_SINCE = '1.5.0';

/** Changes of hosts.toml that may reach a goal; where no certs.d is in force, of config.toml too. Empty where the daemon doesn't take its configuration at all. */
export function containerdRemedies({ host, version, reference }: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const parsed = parseReference(reference);
  if (!parsed.ok) return [];
  const configuration = containerdConfigurationOf(host, version.text);
  const restart = 'systemctl restart containerd';
  return criRemedies(host, configuration, parsed.reference.registry, goal, restart).map((remedy) =>
    forKindNode(host, remedy),
  );
}

/**
 * The same for any containerd with a config.toml that people write (k0s and microk8s have one). `restart` is the command that makes it read config.toml;
 * hosts.toml is read at every pull. Never throws.
 */
export function criRemedies(
  host: Host,
  configuration: CriConfiguration,
  registry: string,
  goal: RemedyGoal,
  restart: string,
): readonly Remedy[] {
  const { mode, version, broken } = configuration;
  if (broken !== null) return [];
  const [root] = mode.kind === 'hosts' ? mode.roots : [];
  if (mode.kind === 'hosts' && root !== undefined && !root.includes(':'))
    return certsRemedies({ host, version, roots: mode.roots, registry }, goal);
  const direct = goal.kind === 'trust' ? authorityFile(host, configuration, goal.endpoint, goal.pem, restart) : null;
  if (direct !== null && !versionAtLeast(version, CONFIG_PATH_SINCE)) return [direct];
  const turned = intoForce(host, configuration, registry, root?.split(':') ?? []);
  if (turned === null) return direct === null ? [] : [direct];
  const { files, roots } = turned;
  return certsRemedies({ host: hostWithFiles(host, files), version, roots, registry }, goal).map((remedy) => ({
    ...remedy,
    summary: `${remedy.summary}, and set config_path in ${configuration.path}`,
    files: merged(files, remedy.files),
    limits: [...remedy.limits, ...turned.limits],
    reload: `${restart} (config.toml is read at the start only)`,
  }));
}

interface InForce {
  readonly files: readonly NewFile[];
  readonly roots: readonly string[];
  readonly limits: readonly string[];
}

/** config.toml so that one certs.d counts; what `mirrors` said is written there. Null where the file holds logins, which are never written out. */
function intoForce(
  host: Host,
  configuration: CriConfiguration,
  registry: string,
  joined: readonly string[],
): InForce | null {
  const hasMirrors = configuration.mode.kind === 'mirrors' && configuration.registry.entries.has('mirrors');
  const used = joined.find((root) => hostsDirectory(host, configuration.version, [root], registry) !== null);
  const root = used ?? joined[0] ?? CERTS_ROOT;
  const wanted = hasMirrors ? toHostsFiles(host, configuration, registry) : [withConfigPath(configuration, root)];
  const files = withoutSecrets(wanted);
  if (files.length === 0) return null;
  const limits = hasMirrors ? ['the mirrors of config.toml are now those of certs.d'] : [];
  return { files, roots: [hasMirrors ? CERTS_ROOT : root], limits };
}

/** Of two changes of one file the remedy's counts, which was made over the other. */
function merged(files: readonly NewFile[], over: Remedy['files']): Remedy['files'] {
  return [...files.filter(({ path }) => !over.some((each) => each.path === path)), ...over];
}
