import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import { parseJson } from '../../../host/json.js';
import { parseEnvironmentFile, splitWords } from '../../../host/systemd-text.js';
import type { Observation } from '../../client.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { type DaemonConfig, tableOf } from '../daemon/config.js';
import { editable, withEntries } from '../daemon/edit.js';
import { daemonFlags } from '../daemon/flags.js';
import { unitFiles } from '../daemon/unit-arguments.js';
import type { Observed } from './observed.js';

/** Files in which distributions once kept the engine's flags. */
const OPTION_FILES = ['/etc/default/docker', '/etc/sysconfig/docker', '/etc/conf.d/docker'];
const OPTION_VARIABLES = ['DOCKER_OPTS', 'OPTIONS', 'DOCKERD_OPTS', 'INSECURE_REGISTRY'];
/** Texts taken from such a file; real ones have a handful. */
const MOST = 50;

/** Settings for the engine that lie where it doesn't look: another daemon.json, options of a service script. */
export function elsewhereObservations(observed: Pick<Observed, 'host' | 'config'>): Observation[] {
  return [...otherFiles(observed), ...optionFiles(observed)];
}

/** Where people put daemon.json by mistake, or where it is of another installation. */
export function otherConfigPaths(host: Host, { start }: DaemonConfig): string[] {
  const user = posix.join(
    host.environment['XDG_CONFIG_HOME'] || posix.join(host.home, '.config'),
    'docker/daemon.json',
  );
  const paths = [
    '/etc/docker/daemon.json',
    '/etc/docker/config.json',
    '/etc/docker.json',
    '/etc/daemon.json',
    '/etc/docker/daemon.conf',
    user,
  ];
  return [...paths, posix.join(host.home, '.docker/daemon.json')].filter((path) => path !== start.configPath);
}

function otherFiles({ host, config }: Pick<Observed, 'host' | 'config'>): Observation[] {
  return otherConfigPaths(host, config).flatMap((path): Observation[] => {
    const read = host.files.read(path);
    const parsed = read.kind === 'file' ? parseJson(read.text) : null;
    if (parsed?.ok !== true) return [];
    const list = tableOf(parsed.document)['insecure-registries'];
    const entries = (Array.isArray(list) ? list : [])
      .filter((item): item is string => typeof item === 'string')
      .slice(0, MOST);
    if (entries.length === 0 || isNamed(config, entries)) return [];
    const source = fileSource(
      path,
      parsed.document.lineOf(['insecure-registries']),
      `insecure-registries ${JSON.stringify(entries.slice(0, 5))}`,
    );
    return [
      {
        code: 'config-ignored-wrong-path',
        source,
        text: `docker does not read ${path}; the engine's file is ${config.start.configPath}.`,
        meant: 'insecure',
        cure: added(config, entries),
      },
    ];
  });
}

/** A unit of systemd reads such a file only where it says so. */
function optionFiles({ host, config }: Pick<Observed, 'host' | 'config'>): Observation[] {
  const units = unitFiles(host.files, 'docker');
  if (units.length === 0) return [];
  const unitText = units.map((path) => textOf(host, path)).join('\n');
  return OPTION_FILES.filter((path) => !unitText.includes(path)).flatMap((path) =>
    parseEnvironmentFile(textOf(host, path)).flatMap(({ name, value, line }): Observation[] => {
      if (!OPTION_VARIABLES.includes(name) || value.trim() === '') return [];
      const entries = (daemonFlags(splitWords(value)).get('insecure-registry') ?? []).slice(0, MOST);
      if (entries.length > 0 && isNamed(config, entries)) return [];
      return [
        {
          code: 'config-ignored-wrong-path',
          source: fileSource(path, line, name),
          text: `${name} in ${path} has no effect: the engine is started by systemd, whose unit does not read that file.`,
          meant: entries.length > 0 ? 'insecure' : 'other',
          cure: entries.length > 0 ? added(config, entries) : [],
        },
      ];
    }),
  );
}

/** daemon.json with these entries; none where a flag holds the list. */
export function added(
  { start, file }: Pick<DaemonConfig, 'start' | 'file'>,
  entries: readonly string[],
): Observation['cure'] {
  if (start.flags.has('insecure-registry')) return [];
  const text = editable(file.read);
  const content = text === null ? null : withEntries(text, 'insecure-registries', entries);
  return content === null ? [] : [{ path: start.configPath, content }];
}

/** True where the engine has all of the entries already: then nobody misses the others. */
export function isNamed(
  { insecureEntries }: Pick<DaemonConfig, 'insecureEntries'>,
  entries: readonly string[],
): boolean {
  return entries.every((entry) => insecureEntries.some(({ text }) => text === entry));
}

function textOf(host: Host, path: string): string {
  const read = host.files.read(path);
  return read.kind === 'file' ? read.text : '';
}
