import type { Host } from '../../host/host.js';
import type { Observation } from '../client.js';
import { fileSource } from '../containers-image/registries/text.js';
import { type BuildkitConfig, TABLE_KEYS } from './config.js';
import { registryOfHeader, withRegistryKeys } from './edit.js';
import { mirrorParts } from './hosts.js';

/** Keys that people write, and what they mean by them. */
const MEANT: Readonly<Record<string, Observation['meant']>> = {
  skip_verify: 'insecure',
  'tls-verify': 'insecure',
  insecure_skip_verify: 'insecure',
  plain_http: 'insecure',
  plainhttp: 'insecure',
  mirror: 'mirror',
  endpoint: 'mirror',
  cacert: 'trust',
  ca_file: 'trust',
  'root-ca': 'trust',
};
/** A file counts as changed after the start from here on, milliseconds. */
const LATER_MS = 2000;
const MOST = 20;

/** What in buildkitd.toml has no effect for the registry, or another than meant. Null registry: for any. Never throws. */
export function buildkitObservations(host: Host, config: BuildkitConfig, registry: string | null): Observation[] {
  return [
    ...otherDialects(config),
    ...unknownKeys(config),
    ...tableNames(config, registry),
    ...mirrorSettings(config, registry),
    ...changedSince(host, config),
  ].slice(0, MOST);
}

function seen(
  config: BuildkitConfig,
  path: readonly string[],
  code: Observation['code'],
  text: string,
  meant: Observation['meant'],
  content: string | null = null,
): Observation {
  const source = fileSource(config.path, config.document?.lineOf(path) ?? null, path.at(-1) ?? '');
  return { code, source, text, meant, cure: content === null ? [] : [{ path: config.path, content }] };
}

/** `[[registry]]` of registries.conf and containerd's sections: nothing of them counts, and the first stops buildkitd. */
function otherDialects(config: BuildkitConfig): Observation[] {
  if (config.document === null) return [];
  const root = config.document.value as Readonly<Record<string, unknown>>;
  return ['plugins', 'unqualified-search-registries', 'registries', 'host', 'server', 'insecure-registries']
    .filter((key) => root[key] !== undefined)
    .map((key) =>
      seen(
        config,
        [key],
        'config-wrong-dialect',
        `${key} is no setting of buildkitd and has no effect; registries are tables [registry."HOST"].`,
        'other',
      ),
    );
}

function unknownKeys(config: BuildkitConfig): Observation[] {
  return entries(config).flatMap(([name, table]) =>
    Object.keys(table)
      .filter((key) => !TABLE_KEYS.includes(key))
      .map((key): Observation => {
        const meant = MEANT[key.toLowerCase()] ?? 'other';
        const isSwitch = meant === 'insecure' && table[key] === true;
        const line = config.document?.lineOf(['registry', name, key]) ?? null;
        const content =
          isSwitch && line !== null
            ? withoutLine(edited(config, name, { http: true, insecure: true }), config, line)
            : null;
        const text = `${key} is no key of [registry.${JSON.stringify(name)}] and has no effect; there are ${TABLE_KEYS.join(', ')}.`;
        return seen(config, ['registry', name, key], 'config-unknown-key', text, meant, content);
      }),
  );
}

/** Tables whose name is no host[:port] of a reference, or nearly the one asked for. */
function tableNames(config: BuildkitConfig, registry: string | null): Observation[] {
  return [...config.tables.keys()].flatMap((name): Observation[] => {
    if (name === registry) return [];
    const scheme = /^[a-z][a-z0-9+.-]*:\/\/([^/]*)/i.exec(name)?.[1];
    const reason =
      scheme !== undefined
        ? `tables go by host[:port], without ${name.slice(0, name.indexOf('//') + 2)}`
        : registry === null || config.tables.has(registry)
          ? null
          : difference(name, registry);
    if (reason === null) return [];
    const wanted = scheme ?? registry;
    const content = wanted === null || config.tables.has(wanted) ? null : renamed(config, name, wanted);
    const whom = registry ?? scheme ?? 'any registry';
    const table = config.tables.get(name);
    const meant =
      table?.insecure === true || table?.http === true
        ? 'insecure'
        : (table?.authorities.length ?? 0) > 0
          ? 'trust'
          : 'mirror';
    return [
      seen(
        config,
        ['registry', name],
        'config-conflict',
        `[registry.${JSON.stringify(name)}] is not used for ${whom}: ${reason}.`,
        meant,
        content,
      ),
    ];
  });
}

function difference(name: string, registry: string): string | null {
  if (registry === 'docker.io')
    return ['index.docker.io', 'registry-1.docker.io', 'hub.docker.com'].includes(name)
      ? 'Docker Hub goes by docker.io here'
      : null;
  if (name.toLowerCase() === registry.toLowerCase()) return 'names are compared with their case';
  const bare = (text: string): string => text.replace(/:\d+$/, '').toLowerCase();
  if (bare(name) !== bare(registry)) return null;
  if (!/:\d+$/.test(name)) return `the port of ${registry} is missing`;
  return /:\d+$/.test(registry)
    ? 'the ports differ'
    : `it has the port ${name.replace(/^.*:/, '')}, the reference has none`;
}

/** A scheme in `mirrors` is thrown away, and a mirror's settings are those of its own table. */
function mirrorSettings(config: BuildkitConfig, registry: string | null): Observation[] {
  const found: Observation[] = [];
  for (const [name, table] of config.tables) {
    if (registry !== null && name !== registry) continue;
    if (table.http === true && table.insecure !== true && /:443$/.test(name))
      found.push(
        seen(
          config,
          ['registry', name, 'http'],
          'config-conflict',
          `http = true asks ${name} over plain HTTP only, at the port of HTTPS.`,
          'insecure',
        ),
      );
    for (const { text, source } of table.mirrors) {
      const { host } = mirrorParts(text);
      const own = config.tables.get(host);
      const plain = /^http:\/\//i.test(text) && own?.http !== true;
      const inherited = table.insecure === true && own === undefined;
      if (!plain && !inherited) continue;
      const why = plain
        ? `http:// in mirrors is thrown away: ${host} is asked over https`
        : `${host} is a host of its own: insecure of [registry.${JSON.stringify(name)}] is not for it`;
      const content = own === undefined ? edited(config, host, { http: true, insecure: true }) : null;
      const cure = content === null ? [] : [{ path: config.path, content }];
      found.push({
        code: 'config-conflict',
        source,
        text: `${why}; it needs a table [registry.${JSON.stringify(host)}].`,
        meant: 'insecure',
        cure,
      });
    }
  }
  return found;
}

/** The file is read at the start only. */
function changedSince(host: Host, { path, read }: BuildkitConfig): Observation[] {
  const running = host.processes.find(({ name }) => name === 'buildkitd');
  if (running === undefined || running.startedMs === null || read.kind !== 'file') return [];
  if ((read.modifiedMs ?? 0) <= running.startedMs + LATER_MS) return [];
  const text = `${path} was changed after buildkitd was started, which reads it only then`;
  return [{ code: 'config-needs-restart', source: fileSource(path, null, ''), text, meant: 'other', cure: [] }];
}

function edited(
  { read }: BuildkitConfig,
  registry: string,
  keys: Parameters<typeof withRegistryKeys>[2],
): string | null {
  return read.kind === 'file' ? withRegistryKeys(read.text, registry, keys) : null;
}

/** The edited text without the line of the file that had no effect. */
function withoutLine(content: string | null, { read }: BuildkitConfig, line: number): string | null {
  const dead = read.kind === 'file' ? read.text.split('\n')[line - 1] : undefined;
  if (content === null || dead === undefined) return null;
  const lines = content.split('\n');
  const at = lines.indexOf(dead);
  return at === -1 ? null : lines.toSpliced(at, 1).join('\n');
}

function renamed({ read }: BuildkitConfig, from: string, to: string): string | null {
  if (read.kind !== 'file') return null;
  const lines = read.text.split('\n');
  const at = lines.findIndex((line) => registryOfHeader(line) === from);
  return at === -1 ? null : lines.with(at, `[registry.${JSON.stringify(to)}]`).join('\n');
}

function entries({ document }: BuildkitConfig): [string, Readonly<Record<string, unknown>>][] {
  const registry = (document?.value as Readonly<Record<string, unknown>> | undefined)?.['registry'];
  return typeof registry === 'object' && registry !== null
    ? (Object.entries(registry) as [string, Record<string, unknown>][])
    : [];
}
