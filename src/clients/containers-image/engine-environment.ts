import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { parseToml } from '../../host/toml.js';
import { proxyCredential } from '../go/proxy-environment.js';
import { containersConfFiles } from './containers-conf.js';
import { fileSource } from './registries/text.js';
import type { ToolName } from './versions.js';

/** Programs that put `[engine] env` of containers.conf into their own environment before anything else (buildah `cmd/buildah/main.go`: before; podman `cmd/podman/root.go`: persistentPreRunE). */
const READERS: readonly ToolName[] = ['buildah', 'podman'];
/** Entries looked at: far more than anyone writes. */
const MAX_ENTRIES = 200;

/** The host with the proxies that containers.conf names for the program itself; they win over the shell's. Files that can't be parsed are passed over. */
export function withEngineEnvironment(tool: ToolName, host: Host): Host {
  if (!READERS.includes(tool)) return host;
  const environment: Record<string, string> = { ...host.environment };
  const sources: Record<string, Source> = {};
  for (const path of containersConfFiles(host)) {
    const read = host.files.read(path);
    const parsed = read.kind === 'file' ? parseToml(read.text) : null;
    if (parsed?.ok !== true) continue;
    const env = (parsed.document.value as { engine?: { env?: unknown } }).engine?.env;
    if (!Array.isArray(env)) continue;
    // A later file's list takes the place of an earlier one's.
    for (const name of Object.keys(sources)) restore(environment, name, host);
    for (const name of Object.keys(sources)) delete sources[name];
    for (const [index, entry] of env.slice(0, MAX_ENTRIES).entries()) {
      const [, name, value] = typeof entry === 'string' ? (/^([A-Za-z_]+)=(.*)$/s.exec(entry) ?? []) : [];
      if (name === undefined || value === undefined || !/^(?:https?|no)_proxy$/i.test(name)) continue;
      environment[name] = value;
      sources[name] = fileSource(path, parsed.document.lineOf(['engine', 'env', index]), `env ${name}`);
    }
  }
  if (Object.keys(sources).length === 0) return host;
  return { ...host, environment, daemon: { processes: [], units: [], running: null, sources } };
}

function restore(environment: Record<string, string>, name: string, host: Host): void {
  const before = host.environment[name];
  if (before === undefined) delete environment[name];
  else environment[name] = before;
}

/** The secret behind the name that `proxyPolicy` gave the credential in a proxy URL of containers.conf; null for any other name. For the vault only. */
export function engineProxyCredential(host: Host, id: string): ReturnType<typeof proxyCredential> {
  const variable = /^environment:(\w+)@@$/.exec(id)?.[1];
  return variable === undefined
    ? null
    : proxyCredential(withEngineEnvironment('podman', host).environment, `environment:${variable}`);
}
