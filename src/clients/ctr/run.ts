import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { PlanRequest } from '../client.js';
import { containerdHost } from '../containerd/cri/installation.js';
import type { HostOptions } from '../containerd/default-host.js';
import { versionAtLeast } from '../version.js';

/** From here on the daemon connects (transfer service), unless `--local` is given. */
const DAEMON_CONNECTS_SINCE = '2.0.0';

/** What one call of ctr goes by. */
export interface CtrRun {
  /** The machine as the process sees it that connects. */
  readonly host: Host;
  /** The directory of `--hosts-dir`, alone in a list, or none. */
  readonly roots: readonly string[];
  readonly options: HostOptions;
  readonly sources: readonly Source[];
}

/**
 * The process that connects and the flags that count (containerd `cmd/ctr/commands/resolver.go`: GetResolver; 2.x `cmd/ctr/commands/images/pull.go`).
 * `certDirectory` stands for `--hosts-dir`, `plainHttp` for `--plain-http`, `tlsVerify: false` for `--skip-verify`, which 2.x takes together with `--local` only.
 */
export function ctrRun({ host, version, flags }: PlanRequest): CtrRun {
  const flag = (name: string, says: string): Source => ({ kind: 'flag', name, line: null, says });
  const skips = flags.tlsVerify === false ? flag('--skip-verify', '--skip-verify') : null;
  const plain = flags.plainHttp === true;
  const directory = flags.certDirectory;
  const daemon = versionAtLeast(version.text, DAEMON_CONNECTS_SINCE) && skips === null;
  return {
    host: daemon ? containerdHost(host) : host,
    roots: directory === null ? [] : [directory],
    options: {
      ...(plain ? { defaultScheme: 'http' as const } : {}),
      ...(skips === null ? {} : { defaultTls: { skipVerify: true, source: skips } }),
    },
    sources: [
      ...(directory === null ? [] : [flag('--hosts-dir', `--hosts-dir ${directory}`)]),
      ...(plain ? [flag('--plain-http', '--plain-http')] : []),
      ...(skips === null ? [] : [skips]),
    ],
  };
}
