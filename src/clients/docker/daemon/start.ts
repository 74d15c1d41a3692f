import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import { type Daemon, daemonHost } from '../../daemon-host.js';
import { type DaemonFlags, daemonFlags } from './flags.js';
import { unitCommand } from './unit-arguments.js';

/** The engine's own process and unit. */
export const DOCKERD: Daemon = { processes: ['dockerd'], units: ['docker'] };

/** How dockerd is started, and where that makes it look. */
export interface DaemonStart {
  /** The host with the daemon's own environment. */
  readonly host: Host;
  readonly flags: DaemonFlags;
  /** What told the flags; null where nothing did. */
  readonly flagsFrom: { readonly kind: 'program' | 'file'; readonly name: string; readonly line: number | null } | null;
  /** Milliseconds since the epoch; null where no running dockerd is seen. */
  readonly startedMs: number | null;
  readonly rootless: boolean;
  readonly configPath: string;
  readonly certsDirectory: string;
  readonly dataRoot: string;
}

/**
 * The running dockerd decides, else its unit's ExecStart. Rootless daemons look in the user's directories (moby `cmd/dockerd/config_unix.go`:
 * getDefaultDaemonConfigFile, `daemon/pkg/registry/config.go`: CertsDir).
 */
export function daemonStart(host: Host): DaemonStart {
  const running = host.processes.find(({ name }) => name === 'dockerd');
  const unit = running === undefined ? unitCommand(host.files, 'docker') : null;
  const flags = daemonFlags(running?.arguments ?? unit?.arguments ?? []);
  const daemon = daemonHost(host, DOCKERD);
  const rootless = isRootless(host, daemon, flags, running !== undefined);
  const home = running?.environment?.['HOME'] ?? host.home;
  const xdg = (variable: string, below: string): string =>
    posix.join((running?.environment ?? host.environment)[variable] || posix.join(home, below), 'docker');
  const directory = rootless ? xdg('XDG_CONFIG_HOME', '.config') : '/etc/docker';
  const last = (name: string): string => flags.get(name)?.at(-1) ?? '';
  return {
    host: daemon,
    flags,
    flagsFrom:
      running !== undefined
        ? { kind: 'program', name: 'dockerd', line: null }
        : unit === null
          ? null
          : { kind: 'file', name: unit.path, line: unit.line },
    startedMs: running?.startedMs ?? null,
    rootless,
    configPath: last('config-file') || `${directory}/daemon.json`,
    certsDirectory: `${directory}/certs.d`,
    dataRoot:
      last('data-root') || last('graph') || (rootless ? xdg('XDG_DATA_HOME', '.local/share') : '/var/lib/docker'),
  };
}

/** A service of the system has no directory under /run/user; a user's has. Without a process: what the user's shell points at. */
function isRootless(host: Host, daemon: Host, flags: DaemonFlags, isRunning: boolean): boolean {
  if (flags.get('rootless')?.at(-1) === 'true') return true;
  if (isRunning) return /^\/run\/user\/[1-9]/.test(daemon.environment['XDG_RUNTIME_DIR'] ?? '');
  return host.uid !== 0 && /^unix:\/\/\/run\/user\//.test(host.environment['DOCKER_HOST'] ?? '');
}

/** What a flag's value is put down to: the process, or the unit's line. */
export function flagSource({ flagsFrom }: DaemonStart, says: string): Source {
  return flagsFrom === null
    ? { kind: 'flag', name: 'dockerd', line: null, says }
    : { kind: flagsFrom.kind, name: flagsFrom.name, line: flagsFrom.line, says };
}
