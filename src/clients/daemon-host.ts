import type { Host, RunningProcess } from '../host/host.js';
import { redactEnvironment } from '../host/redact-environment.js';
import { resolverConfig } from '../host/resolver-files.js';
import type { Source } from '../host/source.js';
import { type UnitVariable, unitEnvironment } from '../host/systemd-unit.js';
import { proxyCredential } from './go/proxy-environment.js';
import { handedDown, type Supervisor } from './go/proxy-handed-down.js';

/** How a daemon is started. */
export interface Daemon {
  /** Names of its process, most telling first: `['k3s-server', 'k3s-agent', 'k3s']`. */
  readonly processes: readonly string[];
  /** systemd units without `.service`. */
  readonly units: readonly string[];
  /** Where the process that pulls is a containerd that this one starts: it gets another environment. */
  readonly starts?: Supervisor;
}

/** Variables whose presence alone changes how names are looked up. */
const RESOLVER_VARIABLES = ['LOCALDOMAIN', 'RES_OPTIONS', 'HOSTALIASES'];

/** Processes that start a containerd with an environment of its own. */
const SUPERVISORS: readonly (readonly [process: string, supervisor: Supervisor])[] = [
  ['k3s', 'k3s'],
  ['rke2', 'k3s'],
  ['k0s', 'k0s'],
];

/**
 * The host as a daemon sees it: its own environment instead of the shell's. The running process decides; where it can't be seen, the files
 * of its unit say what it will be started with. `daemon.sources` tells for each variable where it was set.
 */
export function daemonHost(host: Host, daemon: Daemon): Host {
  const running = runningDaemon(host, daemon);
  const variables = unitVariables(host, daemon);
  const fromUnit = Object.fromEntries([...variables].map(([name, { value }]) => [name, value]));
  const own = running?.environment ?? fromUnit;
  const { environment, renamed } =
    daemon.starts === undefined
      ? { environment: own, renamed: new Map<string, string>() }
      : handedDown(own, daemon.starts);
  const sources = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      sourceOf(renamed.get(name) ?? name, value, variables, running),
    ]),
  );
  const changed = RESOLVER_VARIABLES.some((name) => host.environment[name] !== environment[name]);
  return {
    ...host,
    environment,
    resolver: changed ? resolverConfig(host.files, environment) : host.resolver,
    daemon: { processes: daemon.processes, units: daemon.units, running, sources },
  };
}

/** The daemon's process with an environment that can be read; null where nobody sees it. */
export function runningDaemon(host: Host, { processes }: Daemon): RunningProcess | null {
  for (const wanted of processes) {
    const found = host.processes.find(({ name, environment }) => name === wanted && environment !== null);
    if (found !== undefined) return found;
  }
  return null;
}

/** What the files of the daemon's units set, by the first unit that is on the host (else by custom, see `unitEnvironment`). */
export function unitVariables(host: Host, { units }: Daemon): ReadonlyMap<string, UnitVariable> {
  const all = units.map((unit) => unitEnvironment(host.files, unit));
  const found = all.find(({ exists }) => exists) ?? all.find(({ variables }) => variables.size > 0);
  return found?.variables ?? new Map();
}

function sourceOf(
  name: string,
  value: string,
  variables: ReadonlyMap<string, UnitVariable>,
  running: RunningProcess | null,
): Source {
  const own = variables.get(name);
  if (own !== undefined && own.value === value) return own.source;
  const shown = redactEnvironment({ [name]: value })[name];
  return {
    kind: 'program',
    name: running === null ? 'service' : `${running.name} (pid ${running.pid})`,
    line: null,
    says: shown === undefined ? name : `${name}=${shown}`,
  };
}

/** The secret behind the name that `proxyPolicy` gave the credential in a daemon's proxy URL, read from the daemon's environment; null for any other name. For the vault only. */
export function daemonProxyCredential(host: Host, id: string): ReturnType<typeof proxyCredential> {
  const [, variable, processes, units] = /^environment:(\w+)@([\w.,-]*)@([\w.,@-]*)$/.exec(id) ?? [];
  if (variable === undefined || processes === undefined || units === undefined) return null;
  const daemon = { processes: processes.split(','), units: units.split(',') };
  const supervisor = SUPERVISORS.find(([process]) => daemon.processes.includes(process))?.[1];
  const seen = daemonHost(host, supervisor === undefined ? daemon : { ...daemon, starts: supervisor });
  return proxyCredential(seen.environment, `environment:${variable}`);
}
