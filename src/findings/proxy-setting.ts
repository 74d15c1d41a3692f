import { daemonHost, unitVariables } from '../clients/daemon-host.js';
import { daemonProxies } from '../clients/docker/daemon/proxies.js';
import { nameToSet } from '../clients/go/proxy-handed-down.js';
import { DAEMON_OF, unitOf } from '../clients/service/daemons.js';
import type { Host } from '../host/host.js';
import type { Change } from './trials.js';

/** Variables of a proxy set for one client, where that client reads them. */
export interface ProxySetting extends Required<Pick<Change, 'environment' | 'files'>> {
  /** Unit of the daemon that must be started with it; null for a program of the shell. */
  readonly unit: string | null;
  /** Lines for a shell where the client is a program of it; empty for daemons. */
  readonly commands: readonly string[];
}

type Variables = Readonly<Record<string, string>>;

/** What the client has now under the variable, upper case first; empty for nothing. */
export function presentValue(variable: string, client: string, host: Host): string {
  const daemon = DAEMON_OF[client];
  const inFile = client === 'docker' ? daemonProxies(host)?.values[variable] : undefined;
  const environment = daemon === undefined ? host.environment : daemonHost(host, daemon).environment;
  return inFile ?? (environment[variable] || environment[variable.toLowerCase()] || '');
}

/**
 * Where a client's proxy variables (names in upper case) belong: the shell of a program; daemon.json where that has `proxies`; the line of the
 * EnvironmentFile that sets one already, which counts more than any Environment=; else a drop-in of the daemon's unit.
 */
export function proxySetting(variables: Variables, client: string, host: Host): ProxySetting {
  const unit = unitOf(client, host)?.unit ?? null;
  const daemon = DAEMON_OF[client];
  if (unit === null || daemon === undefined) return inShell(variables);
  const proxies = client === 'docker' ? daemonProxies(host) : null;
  if (proxies !== null) {
    const files = [{ path: proxies.path, content: proxies.with(variables) }];
    return { environment: {}, files, unit, commands: [] };
  }
  const environment = daemonHost(host, daemon).environment;
  const named = Object.entries(variables).map(([name, value]) => [nameToSet(environment, name), value] as const);
  const present = unitVariables(host, daemon);
  const edited = new Map<string, string>();
  const added: string[] = [];
  for (const [name, value] of named) {
    const path = present.get(name)?.source.name ?? '';
    const text = edited.get(path) ?? textOf(host, path);
    if (text === null || /\.(?:conf|service)$/.test(path)) added.push(environmentLine(name, value));
    else edited.set(path, withVariable(text, name, value));
  }
  const dropIn = `/etc/systemd/system/${unit}.service.d/90-regdoctor-proxy.conf`;
  const files = [...edited].map(([path, content]) => ({ path, content }));
  if (added.length > 0) files.push({ path: dropIn, content: `[Service]\n${added.join('')}` });
  return { environment: Object.fromEntries(named), files, unit, commands: [] };
}

/** The first spelling that is set counts, so both are. */
function inShell(variables: Variables): ProxySetting {
  const both = Object.entries(variables).flatMap(([name, value]) => [
    [name, value] as const,
    [name.toLowerCase(), value] as const,
  ]);
  const commands = Object.entries(variables).map(
    ([name, value]) => `export ${name}=${shellValue(value)} ${name.toLowerCase()}=${shellValue(value)}`,
  );
  return { environment: Object.fromEntries(both), files: [], unit: null, commands };
}

function environmentLine(name: string, value: string): string {
  return `Environment="${name}=${value.replaceAll('%', '%%')}"\n`;
}

function textOf(host: Host, path: string): string | null {
  const read = path === '' ? null : host.files.read(path);
  return read?.kind === 'file' ? read.text : null;
}

/** The last line that sets the variable counts, and is changed. */
function withVariable(text: string, name: string, value: string): string {
  const lines = text.split('\n');
  const at = lines.findLastIndex((line) => new RegExp(`^\\s*(?:export\\s+)?${name}=`).test(line));
  const start = /^\s*(?:export\s+)?/.exec(lines[at] ?? '')?.[0] ?? '';
  return lines.with(at, `${start}${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`).join('\n');
}

/** One word of a shell. */
function shellValue(text: string): string {
  return /^[\w.,:*/[\]@-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
