import type { Observation } from '../../client.js';
import type { DaemonConfig, Written } from '../daemon/config.js';
import { editable, withEntries } from '../daemon/edit.js';
import { insecureEntry } from '../daemon/insecure-entries.js';
import type { Observed } from './observed.js';

/** Entries that look meant for the registry and don't cover it, and those that only work because something is taken off them. */
export function entryObservations({ config, registry }: Pick<Observed, 'config' | 'registry'>): Observation[] {
  const near = registry === null || config.insecureNames.has(registry) ? [] : nearEntries(config, registry);
  return [...schemeEntries(config), ...near];
}

function schemeEntries({ insecureEntries }: DaemonConfig): Observation[] {
  return insecureEntries
    .filter(({ text }) => text.includes('://') && insecureEntry(text).kind !== 'invalid')
    .map(({ text, source }) => ({
      code: 'config-deprecated',
      source,
      text: `insecure-registries names hosts, not URLs: docker warns and takes ${text.replace(/^[^:]*:\/\//, '')} for ${text}.`,
      meant: 'insecure',
      cure: [],
    }));
}

function nearEntries(config: DaemonConfig, registry: string): Observation[] {
  const found: Observation[] = [];
  const add = ({ text, source }: Written, reason: string): void => {
    const code = 'config-conflict';
    found.push({
      code,
      source,
      text: `insecure-registries ${text} does not cover ${registry}: ${reason}.`,
      meant: 'insecure',
      cure: cure(config, registry),
    });
  };
  for (const written of config.insecureEntries) {
    const entry = insecureEntry(written.text);
    const reason = entry.kind === 'name' ? difference(entry.name, registry) : null;
    if (reason !== null) add(written, reason);
  }
  for (const mirror of config.mirrors) {
    if (authority(mirror.text) !== registry || registry === 'docker.io') continue;
    const text = `registry-mirrors ${mirror.text} is for images of Docker Hub only: it makes nothing of ${registry}, not even plain HTTP allowed.`;
    found.push({
      code: 'config-conflict',
      source: mirror.source,
      text,
      meant: 'insecure',
      cure: cure(config, registry),
    });
  }
  return found;
}

/** Why a name that is close to the registry isn't it; null where it isn't close. */
function difference(entry: string, registry: string): string | null {
  if (entry === registry) return null;
  if (registry === 'docker.io') return null;
  if (entry.toLowerCase() === registry.toLowerCase()) return 'names are compared with their case';
  const [bare, port] = split(registry);
  const [found, foundPort] = split(entry);
  if (bare.toLowerCase() !== found.toLowerCase()) return null;
  if (foundPort === '') return `the port ${port} is missing`;
  return port === '' ? `it has the port ${foundPort}, the reference has none` : 'the ports differ';
}

/** daemon.json with the registry named as it is asked for; none where a flag holds the list: both together stop the engine. */
export function cure(
  { start, file, insecureEntries }: Pick<DaemonConfig, 'start' | 'file' | 'insecureEntries'>,
  registry: string,
): Observation['cure'] {
  if (start.flags.has('insecure-registry') || registry === 'docker.io') return [];
  if (insecureEntries.some(({ text }) => text === registry)) return [];
  const text = editable(file.read);
  const content = text === null ? null : withEntries(text, 'insecure-registries', [registry]);
  return content === null ? [] : [{ path: start.configPath, content }];
}

function split(name: string): readonly [host: string, port: string] {
  const found = /^(.*?)(?::(\d+))?$/.exec(name);
  return [found?.[1] ?? name, found?.[2] ?? ''];
}

function authority(url: string): string {
  return /^[a-z]+:\/\/([^/]*)/i.exec(url)?.[1] ?? url;
}
