/** Flags in one letter (moby `daemon/command/config.go`, `config_unix.go`). */
const SHORT: Readonly<Record<string, string>> = {
  D: 'debug',
  G: 'group',
  H: 'host',
  b: 'bridge',
  g: 'data-root',
  l: 'log-level',
  p: 'pidfile',
  s: 'storage-driver',
};

/** Flags without a value; `--flag=false` is the other way round. */
const SWITCHES = new Set([
  'cri-containerd',
  'debug',
  'experimental',
  'icc',
  'init',
  'ip-forward',
  'ip-forward-no-drop',
  'ip-masq',
  'ip6tables',
  'iptables',
  'ipv6',
  'live-restore',
  'no-new-privileges',
  'raw-logs',
  'rootless',
  'selinux-enabled',
  'tls',
  'tlsverify',
  'userland-proxy',
  'validate',
  'allow-direct-routing',
]);

/** Flags by their long names, each with its values in order; a switch has `true` or what stands behind `=`. */
export type DaemonFlags = ReadonlyMap<string, readonly string[]>;

/** Reads dockerd's arguments as pflag does: `--name=value`, `--name value`, `-H value`, `-Hvalue`. */
export function daemonFlags(words: readonly string[]): DaemonFlags {
  const flags = new Map<string, string[]>();
  for (let index = 0; index < words.length; index += 1) {
    const parsed = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(words[index] ?? '') ?? short(words[index] ?? '');
    const name = parsed?.[1];
    if (name === undefined) continue;
    let value = parsed?.[2];
    if (value === undefined && SWITCHES.has(name)) value = 'true';
    if (value === undefined) {
      index += 1;
      value = words[index] ?? '';
    }
    flags.set(name, [...(flags.get(name) ?? []), value]);
  }
  return flags;
}

function short(word: string): readonly [string, string, string | undefined] | null {
  const found = /^-([A-Za-z])=?(.*)$/s.exec(word);
  const name = SHORT[found?.[1] ?? ''];
  if (found === null || name === undefined) return null;
  return [word, name, found[2] === '' ? undefined : found[2]];
}
