import { unitOf } from '../clients/service/daemons.js';
import type { Host } from '../host/host.js';

/** What makes a daemon see a changed file. `UNIT` stands for its unit on this host. */
const BY_PATH: readonly (readonly [path: RegExp, reload: string])[] = [
  [/\/hosts\.toml$|\/certs\.d\//, 'none needed'],
  [
    /^\/etc\/docker\/daemon\.json$/,
    'systemctl reload docker (other keys than insecure-registries and registry-mirrors need a restart)',
  ],
  [/^\/etc\/k0s\/containerd\.d\//, 'none needed'],
  [/\/registries\.yaml$/, 'systemctl restart UNIT (registries.yaml is read at its start)'],
  [/\.service\.d\/|\.service$/, 'systemctl daemon-reload && systemctl restart UNIT'],
  [
    /\/(?:config|containerd|buildkitd)(?:-v3)?\.toml(?:\.tmpl)?$|\/conf\.d\/[^/]*\.toml$/,
    'systemctl restart UNIT (the file is read at its start)',
  ],
  [/\/daemon\.json$/, 'systemctl --user restart docker'],
  [/\.env$|^\/etc\/(?:default|sysconfig|conf\.d)\//, 'systemctl restart UNIT (the environment is read at its start)'],
  [/^\/etc\/(?:hosts|resolv\.conf)$/, 'none needed'],
  [
    /^\/(?:etc\/ssl|etc\/pki|usr\/local\/share\/ca-certificates)\//,
    'systemctl restart UNIT (the CA store is read once)',
  ],
];

/** What makes a client see changed files: only one that runs as a daemon has to be told, and not for every file. */
export function reloadFor(client: string, paths: readonly string[], host: Host): string {
  if (client === 'cri-o') return 'systemctl reload crio (CRI-O keeps the file until SIGHUP)';
  const unit = unitOf(client, host);
  if (unit === null) return 'none needed';
  const needed = paths.flatMap((path) => BY_PATH.find(([pattern]) => pattern.test(path))?.[1] ?? []);
  const first = needed.find((each) => each !== 'none needed') ?? 'none needed';
  return first.replaceAll('UNIT', unit.unit);
}

/** The command that starts a client's daemon anew; null for programs that are none. */
export function restartCommand(client: string, host: Host): string | null {
  const unit = unitOf(client, host);
  return unit === null ? null : `systemctl restart ${unit.unit}`;
}
