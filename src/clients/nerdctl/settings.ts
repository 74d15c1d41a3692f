import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { parseToml } from '../../host/toml.js';

/** Keys of nerdctl.toml (containerd/nerdctl `pkg/config/config.go`: Config); any other stops the program. */
const KEYS = [
  'debug',
  'debug_full',
  'address',
  'namespace',
  'snapshotter',
  'cni_path',
  'cni_netconfpath',
  'data_root',
  'cgroup_manager',
  'insecure_registry',
  'hosts_dir',
  'experimental',
  'host_gateway_ip',
  'bridge_ip',
  'kube_hide_dupe',
  'cdi_spec_dirs',
  'userns_remap',
  'dns',
  'dns_opts',
  'dns_search',
  'disable_hc_systemd',
  'selinux_enabled',
];

/** What of nerdctl.toml counts for registries. */
export interface NerdctlSettings {
  readonly path: string;
  readonly hostsDirectories: readonly string[];
  readonly insecure: boolean;
  /** Of each setting, where it stands; `insecure` null where nothing asks for it. */
  readonly sources: { readonly hostsDirectories: Source; readonly insecure: Source | null };
}

export type NerdctlSettingsResult =
  | { readonly ok: true; readonly settings: NerdctlSettings }
  | { readonly ok: false; readonly text: string; readonly source: Source };

/** Where nerdctl.toml is: `$NERDCTL_TOML`, /etc for root, the user's directory else (nerdctl `pkg/defaults/defaults_linux.go`: NerdctlTOML). */
export function settingsPath(host: Host): string {
  return host.environment['NERDCTL_TOML'] ?? posix.join(configHome(host) ?? '/etc', 'nerdctl/nerdctl.toml');
}

/** certs.d directories where nothing names others (…: HostsDirs). */
export function defaultDirectories(host: Host): readonly string[] {
  const home = configHome(host) ?? '/etc';
  return [`${home}/containerd/certs.d`, `${home}/docker/certs.d`];
}

/** Reads nerdctl.toml; one that can't be taken stops every command (nerdctl `cmd/nerdctl/main.go`: initRootCmdFlags). Never throws. */
export function nerdctlSettings(host: Host): NerdctlSettingsResult {
  const path = settingsPath(host);
  const read = host.files.read(path);
  const builtIn: Source = { kind: 'default', name: 'nerdctl', line: null, says: defaultDirectories(host).join(', ') };
  const unset: NerdctlSettings = {
    path,
    hostsDirectories: defaultDirectories(host),
    insecure: false,
    sources: { hostsDirectories: builtIn, insecure: null },
  };
  if (read.kind !== 'file') return { ok: true, settings: unset };
  const source = (line: number | null, says: string): Source => ({ kind: 'file', name: path, line, says });
  const failed = (line: number | null, why: string): NerdctlSettingsResult => ({
    ok: false,
    text: `failed to load nerdctl config (not daemon config) from ${JSON.stringify(path)} (Hint: don't mix up daemon's \`config.toml\` with \`nerdctl.toml\`): ${why}`,
    source: source(line, why),
  });
  const parsed = parseToml(read.text);
  if (!parsed.ok) return failed(parsed.line, parsed.message);
  const { document } = parsed;
  const table = document.value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(table).find((key) => !KEYS.includes(key.toLowerCase()));
  if (unknown !== undefined)
    return failed(document.lineOf([unknown]), 'strict mode: fields in the document are missing in the target struct');
  const directories = table['hosts_dir'];
  const insecure = table['insecure_registry'];
  if (directories !== undefined && !isTexts(directories))
    return failed(document.lineOf(['hosts_dir']), 'hosts_dir is no list of strings');
  if (insecure !== undefined && typeof insecure !== 'boolean')
    return failed(document.lineOf(['insecure_registry']), 'insecure_registry is no boolean');
  return {
    ok: true,
    settings: {
      path,
      hostsDirectories: directories ?? unset.hostsDirectories,
      insecure: insecure ?? false,
      sources: {
        hostsDirectories:
          directories === undefined
            ? builtIn
            : source(document.lineOf(['hosts_dir']), `hosts_dir = ${JSON.stringify(directories)}`),
        insecure: insecure === true ? source(document.lineOf(['insecure_registry']), 'insecure_registry = true') : null,
      },
    },
  };
}

/** Rootless nerdctl reads below the user's own directory; null for root. */
function configHome(host: Host): string | null {
  if (host.uid === 0) return null;
  return host.environment['XDG_CONFIG_HOME'] || posix.join(host.home, '.config');
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
