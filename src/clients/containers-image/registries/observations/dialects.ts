import { parseJson } from '../../../../host/json.js';
import { parseToml } from '../../../../host/toml.js';
import type { Observation } from '../../../client.js';
import { isTable } from '../table-reader.js';
import { fileSource } from '../text.js';
import { locationOfUrl, type TableText, tablesText } from './toml-text.js';

/** What another program's configuration says, as far as registries.conf can say it too. */
interface Dialect {
  readonly says: string;
  readonly owner: string;
  readonly meant: Observation['meant'];
  readonly line: number | null;
  readonly tables: readonly TableText[];
}

/**
 * A registries.conf written in another program's form: docker's daemon.json, containerd's hosts.toml or config.toml,
 * buildkitd.toml, k3s' registries.yaml. Null where it is not. The cure says the same in the form that is read here.
 */
export function dialectObservation(path: string, text: string): Observation | null {
  const dialect = text.trimStart().startsWith('{') ? dockerJson(text) : (tomlDialect(text) ?? k3sYaml(text));
  if (dialect === null) return null;
  return {
    code: 'config-wrong-dialect',
    source: fileSource(path, dialect.line, dialect.says),
    text: `${path} is written in the form of ${dialect.owner}; ${dialect.says} means nothing in registries.conf.`,
    meant: dialect.meant,
    cure: dialect.tables.length === 0 ? [] : [{ path, content: tablesText(dialect.tables) }],
  };
}

function dockerJson(text: string): Dialect | null {
  const parsed = parseJson(text);
  const value = parsed.ok ? parsed.document.value : null;
  if (!parsed.ok || !isTable(value)) return null;
  const insecure = strings(value['insecure-registries']);
  const mirrors = strings(value['registry-mirrors']);
  if (insecure.length === 0 && mirrors.length === 0) return null;
  const says = insecure.length > 0 ? 'insecure-registries' : 'registry-mirrors';
  const tables = locations(insecure).map((table) => ({ ...table, insecure: true }));
  const hub = { location: 'docker.io', insecure: false, mirrors: locations(mirrors) };
  return {
    says,
    owner: "docker's daemon.json",
    meant: insecure.length > 0 ? 'insecure' : 'mirror',
    line: parsed.document.lineOf([says]),
    tables: [...tables, ...(hub.mirrors.length > 0 ? [hub] : [])],
  };
}

function tomlDialect(text: string): Dialect | null {
  const parsed = parseToml(text);
  const value = parsed.ok ? parsed.document.value : null;
  if (!parsed.ok || !isTable(value)) return null;
  const line = (key: string): number | null => parsed.document.lineOf([key]);
  if (isTable(value.plugins)) {
    const owner = "containerd's config.toml";
    return { says: '[plugins]', owner, meant: 'mirror', line: line('plugins'), tables: [] };
  }
  if (isTable(value.registry)) return buildkit(value.registry, line('registry'));
  if (typeof value.server !== 'string' && !isTable(value.host)) return null;
  const key = isTable(value.host) ? 'host' : 'server';
  return { ...hostsToml(value), says: key === 'host' ? '[host."…"]' : 'server', line: line(key) };
}

/** containerd's certs.d/NAME/hosts.toml: the registry's name is the directory's, so only `server` tells it here. */
function hostsToml(value: Readonly<Record<string, unknown>>): Omit<Dialect, 'says' | 'line'> {
  const hosts = isTable(value.host) ? Object.entries(value.host) : [];
  const insecure = hosts.filter(
    ([url, host]) => url.startsWith('http://') || (isTable(host) && host.skip_verify === true),
  );
  const trust = hosts.some(([, host]) => isTable(host) && host.ca !== undefined);
  const server = typeof value.server === 'string' ? value.server : null;
  const plain = server?.startsWith('http://') || value.skip_verify === true;
  const urls = [...insecure.map(([url]) => url), ...(plain && server !== null ? [server] : [])];
  return {
    owner: "containerd's hosts.toml",
    meant: urls.length > 0 ? 'insecure' : trust ? 'trust' : 'mirror',
    tables: locations([...new Set(urls)]).map((table) => ({ ...table, insecure: true })),
  };
}

/** buildkitd.toml: `[registry."host"]` with `http`, `insecure` and `mirrors`; also an error here, a list is expected. */
function buildkit(registries: Readonly<Record<string, unknown>>, line: number | null): Dialect | null {
  const tables: TableText[] = [];
  for (const [name, settings] of Object.entries(registries)) {
    const location = locationOfUrl(name)?.location;
    if (!isTable(settings) || location === undefined) continue;
    const insecure = settings.insecure === true || settings.http === true;
    tables.push({ location, insecure, mirrors: locations(strings(settings.mirrors)) });
  }
  if (tables.length === 0) return null;
  const meant = tables.some((table) => table.insecure) ? 'insecure' : 'mirror';
  return { says: '[registry."…"]', owner: 'buildkitd.toml', meant, line, tables };
}

function k3sYaml(text: string): Dialect | null {
  const key = /^(mirrors|configs):\s*(?:#.*)?$/m.exec(text);
  if (key === null) return null;
  const line = text.slice(0, key.index).split('\n').length;
  const meant = /insecure_skip_verify:\s*true/.test(text) ? 'insecure' : 'mirror';
  return { says: `${key[1]}:`, owner: "k3s' registries.yaml", meant, line, tables: [] };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function locations(urls: readonly string[]): readonly { readonly location: string; readonly insecure: boolean }[] {
  return urls.map(locationOfUrl).filter((location) => location !== null);
}
