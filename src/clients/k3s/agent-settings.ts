import { posix } from 'node:path';
import type { Host, RunningProcess } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { parseYaml, type YamlDocument } from '../../host/yaml.js';
import type { ConfigurationPlace } from '../client.js';
import { agentArguments, flagSwitch, flagValue } from './agent-arguments.js';
import type { Flavour } from './flavour.js';

/** Drop-ins of config.yaml looked at; real machines have a few. */
const MAX_DROP_INS = 100;

/** What of the agent's own settings matters to pulls. */
export interface AgentSettings {
  readonly registriesPath: string;
  readonly dataDirectory: string;
  /** `disable-default-registry-endpoint`. */
  readonly noDefaultEndpoint: boolean;
  readonly embeddedRegistry: boolean;
  /** What pulls in place of the containerd inside (`docker`, or a socket's path); null: nothing else. */
  readonly otherRuntime: { readonly name: string; readonly source: Source } | null;
  /** What was set away from its default. */
  readonly sources: readonly Source[];
  readonly places: readonly ConfigurationPlace[];
  /** Why the agent doesn't start; null: nothing found. */
  readonly broken: { readonly text: string; readonly source: Source } | null;
  readonly running: RunningProcess | null;
}

interface ConfigFile {
  readonly path: string;
  readonly document: YamlDocument;
}

/**
 * Command line, then config.yaml with its drop-ins, then defaults (k3s `pkg/configfilearg`: Parser; `config.yaml.d/*.yaml` in the order of
 * their names, the last to set a key wins, the command line wins over all).
 */
export function agentSettings(host: Host, flavour: Flavour): AgentSettings {
  const given = agentArguments(host, flavour);
  const prefix = flavour.client.toUpperCase();
  const configPath =
    flagValue(given, ['--config', '-c']) ||
    host.environment[`${prefix}_CONFIG_FILE`] ||
    posix.join(flavour.configDirectory, 'config.yaml');
  const { files, places, broken } = configFiles(host, flavour, configPath);
  const sources: Source[] = [];
  const text = (flag: string, aliases: readonly string[], otherwise: string): string => {
    const value = flagValue(given, [`--${flag}`, ...aliases]);
    if (value !== null && value !== '') {
      sources.push({ ...given.source, says: `--${flag} ${value}` });
      return value;
    }
    const set = lastSetting(files, flag);
    if (set === null || set.text === '') return otherwise;
    sources.push(set.source);
    return set.text;
  };
  const isOn = (flag: string): boolean => {
    const value = flagSwitch(given, `--${flag}`);
    if (value !== null) {
      if (value) sources.push({ ...given.source, says: `--${flag}` });
      return value;
    }
    const set = lastSetting(files, flag);
    const on = set !== null && /^(?:true|1|t|yes|on)$/i.test(set.text);
    if (on) sources.push(set.source);
    return on;
  };
  const endpoint = text('container-runtime-endpoint', [], '');
  const docker = flavour.client === 'k3s' && isOn('docker');
  const other = docker ? 'docker' : endpoint;
  const [otherSource] = sources.slice(-1);
  return {
    otherRuntime: other === '' || otherSource === undefined ? null : { name: other, source: otherSource },
    registriesPath: text('private-registry', [], posix.join(flavour.configDirectory, 'registries.yaml')),
    dataDirectory: text('data-dir', ['-d'], host.environment[`${prefix}_DATA_DIR`] || flavour.dataDirectory),
    noDefaultEndpoint: isOn('disable-default-registry-endpoint'),
    embeddedRegistry: isOn('embedded-registry'),
    sources,
    places,
    broken,
    running: host.processes.find(({ name }) => flavour.daemon.processes.includes(name)) ?? null,
  };
}

function configFiles(
  host: Host,
  { client }: Flavour,
  main: string,
): { files: ConfigFile[]; places: ConfigurationPlace[]; broken: AgentSettings['broken'] } {
  const directory = `${main}.d`;
  const listed = host.files.list(directory);
  const names = listed.kind === 'directory' ? listed.names.filter((name) => /\.ya?ml$/.test(name)) : [];
  const paths = [main, ...names.slice(0, MAX_DROP_INS).map((name) => posix.join(directory, name))];
  const files: ConfigFile[] = [];
  const places: ConfigurationPlace[] = [];
  let broken: AgentSettings['broken'] = null;
  for (const path of paths) {
    const read = host.files.read(path);
    const found = read.kind === 'file' ? 'read' : read.kind === 'unreadable' ? 'unreadable' : 'absent';
    places.push({ path, found, says: `flags of ${client}: private-registry, data-dir` });
    if (read.kind !== 'file') continue;
    const parsed = parseYaml(read.text);
    if (parsed.ok) files.push({ path, document: parsed.document });
    else
      broken ??= {
        text: `${client} does not start: ${path}: yaml: ${parsed.message}`,
        source: { kind: 'file', name: path, line: parsed.line, says: parsed.message },
      };
  }
  return { files, places, broken };
}

function lastSetting(files: readonly ConfigFile[], key: string): { text: string; source: Source } | null {
  for (const { path, document } of files.toReversed()) {
    const text = document.textOf([key]);
    if (text !== null)
      return {
        text,
        source: { kind: 'file', name: path, line: document.lineOf([key]), says: `${key}: ${text}`.slice(0, 160) },
      };
  }
  return null;
}
