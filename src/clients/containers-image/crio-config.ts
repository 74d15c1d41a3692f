import ipaddr from 'ipaddr.js';
import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { Observation } from '../client.js';
import { type CrioFile, type CrioSetting, readCrioFiles } from './crio-files.js';
import { tablesText } from './registries/observations/toml-text.js';

/** `[crio.image]` after merging, each value with the place that set it; null: not set, CRI-O's default holds. */
export interface CrioConfig {
  readonly insecureRegistries: readonly CrioSetting<string>[];
  /** Search registries of old releases. */
  readonly registries: readonly CrioSetting<string>[];
  readonly shortNameMode: CrioSetting<'enforcing' | 'permissive' | 'disabled'> | null;
  readonly globalAuthFile: CrioSetting<string> | null;
  readonly namespacedAuthDirectory: CrioSetting<string> | null;
  readonly defaultTransport: CrioSetting<string> | null;
  readonly pauseImage: CrioSetting<string> | null;
  readonly pauseImageAuthFile: CrioSetting<string> | null;
  readonly signaturePolicy: CrioSetting<string> | null;
  readonly pullProgressTimeout: CrioSetting<string> | null;
  readonly filesRead: readonly string[];
}

/** A file that can't be parsed stops the daemon's start: `text` as CRI-O logs it. */
export type CrioResult =
  | { readonly ok: true; readonly config: CrioConfig }
  | { readonly ok: false; readonly text: string; readonly source: Source };

/** What makes a registry insecure for CRI-O itself, before registries.conf is asked. */
export interface CrioInsecurity {
  /** host[:port], compared whole. */
  readonly names: readonly CrioSetting<string>[];
  /** Networks; the host of the reference is resolved at each pull and every address compared. */
  readonly networks: readonly CrioSetting<string>[];
}

/** First minor release in which `insecure_registries` does nothing (cri-o commit 93f9201606). */
const FIRST_WITHOUT_INSECURE = 35;
/** First minor release that knows `short_name_mode`. */
const FIRST_WITH_SHORT_NAME_MODE = 34;

const LOOPBACK: CrioSetting<string> = {
  value: '127.0.0.0/8',
  source: { kind: 'default', name: 'cri-o', line: null, says: 'loopback is insecure' },
};

/** Reads /etc/crio/crio.conf and its drop-ins; later files win key by key, lists are replaced whole. */
export function crioConfig(host: Host): CrioResult {
  const read = readCrioFiles(host.files);
  if (!read.ok) return read;
  const { files } = read;
  return {
    ok: true,
    config: {
      insecureRegistries: list(files, 'insecure_registries'),
      registries: list(files, 'registries'),
      shortNameMode: shortNameMode(text(files, 'short_name_mode')),
      globalAuthFile: text(files, 'global_auth_file'),
      namespacedAuthDirectory: text(files, 'namespaced_auth_dir'),
      defaultTransport: text(files, 'default_transport'),
      pauseImage: text(files, 'pause_image'),
      pauseImageAuthFile: text(files, 'pause_image_auth_file'),
      signaturePolicy: text(files, 'signature_policy'),
      pullProgressTimeout: text(files, 'pull_progress_timeout'),
      filesRead: files.map((file) => file.path),
    },
  };
}

/** The rule of CRI-O 1.`minor`: up to 1.34 exact names and networks, loopback always; from 1.35 nothing. */
export function crioInsecurity(config: CrioConfig, minor: number): CrioInsecurity {
  if (minor >= FIRST_WITHOUT_INSECURE) return { names: [], networks: [] };
  const [networks, names] = partition(config.insecureRegistries);
  return { names, networks: [...networks, LOOPBACK] };
}

/** The short-name mode in force: CRI-O's own from 1.34 on (default enforcing), before that registries.conf's (null). */
export function crioShortNameMode(config: CrioConfig, minor: number): 'enforcing' | 'permissive' | 'disabled' | null {
  if (minor < FIRST_WITH_SHORT_NAME_MODE) return null;
  return config.shortNameMode?.value ?? 'enforcing';
}

/** Settings of crio.conf that do nothing in CRI-O 1.`minor`, or stop doing something in 1.35. */
export function observeCrio(config: CrioConfig, minor: number): Observation[] {
  const observations: Observation[] = [];
  const [first] = config.insecureRegistries;
  if (first !== undefined) {
    const [, names] = partition(config.insecureRegistries);
    const gone = minor >= FIRST_WITHOUT_INSECURE;
    observations.push({
      code: gone ? 'config-wrong-dialect' : 'config-deprecated',
      source: first.source,
      text: gone
        ? 'insecure_registries has no effect since CRI-O 1.35; only registries.conf is asked.'
        : 'insecure_registries has no effect from CRI-O 1.35 on; registries.conf says the same for all versions.',
      meant: 'insecure',
      cure: insecureCure(names.map((name) => name.value)),
    });
  }
  const [search] = config.registries;
  if (search !== undefined) {
    observations.push({
      code: 'config-deprecated',
      source: search.source,
      text: 'registries in crio.conf is deprecated; unqualified-search-registries of registries.conf takes its place.',
      meant: 'other',
      cure: [],
    });
  }
  return observations;
}

function insecureCure(names: readonly string[]): Observation['cure'] {
  if (names.length === 0) return [];
  const content = tablesText(names.map((location) => ({ location, insecure: true })));
  return [{ path: '/etc/containers/registries.conf.d/50-crio-insecure.conf', content }];
}

function partition(items: CrioConfig['insecureRegistries']): readonly [CrioSetting<string>[], CrioSetting<string>[]] {
  const { true: networks = [], false: names = [] } = Object.groupBy(items, (item) =>
    String(ipaddr.isValidCIDR(item.value)),
  );
  return [networks, names];
}

function shortNameMode(setting: CrioSetting<string> | null): CrioConfig['shortNameMode'] {
  const value = setting?.value.toLowerCase();
  if (setting === null || (value !== 'enforcing' && value !== 'permissive' && value !== 'disabled')) return null;
  return { value, source: setting.source };
}

function text(files: readonly CrioFile[], key: string): CrioSetting<string> | null {
  const file = files.findLast((each) => typeof each.image[key]?.value === 'string');
  const found = file?.image[key];
  return found !== undefined && typeof found.value === 'string' && found.value !== ''
    ? { value: found.value, source: found.source }
    : null;
}

function list(files: readonly CrioFile[], key: string): readonly CrioSetting<string>[] {
  const found = files.findLast((each) => Array.isArray(each.image[key]?.value))?.image[key];
  if (found === undefined || !Array.isArray(found.value)) return [];
  const items: readonly unknown[] = found.value;
  return items.filter((item) => typeof item === 'string').map((value) => ({ value, source: found.source }));
}
