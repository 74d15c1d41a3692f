import type { Remedy } from '../client.js';
import { findRegistry } from './registries/match.js';
import { tableText } from './registries/observations/toml-text.js';
import { effectiveDropInDirectory } from './registries/observations/unread-files.js';
import type { PullReference } from './registries/pull-sources.js';
import type { ToolRun } from './run.js';

/** Drop-ins are applied in name order and a later table replaces an earlier one whole: the second name is for hosts where something comes after the first. */
const DROP_IN_NAMES = ['50-regdoctor.conf', 'zz-regdoctor.conf'] as const;

/** A drop-in with the registry's table written anew. */
export interface InsecureTable {
  readonly prefix: string;
  readonly location: string;
  readonly files: Remedy['files'];
}

/**
 * The table of the name's registry with `insecure = true`, all else in it kept, as a drop-in under each name that it may need. `endpoint`: only the mirror
 * that is asked there (host[:port]) becomes insecure, if one is; null: the registry itself. `locate` gives the new location or null for none.
 */
export function insecureTable(
  run: ToolRun,
  { registry, repository }: PullReference,
  endpoint: string | null,
  locate: (present: string) => string | null,
): readonly InsecureTable[] {
  const directory = effectiveDropInDirectory(run.host, run.config);
  const entry = findRegistry(run.config, repository === '' ? registry : `${registry}/${repository}`);
  if (directory === null || entry?.blocked === true) return [];
  const prefix = entry?.prefix ?? registry;
  const present = entry?.location ?? registry;
  const location = present === '' ? present : locate(present);
  // A wildcard without location leaves names as they are: no port can be added to it.
  if (location === null || (present === '' && locate(registry) !== registry)) return [];
  const isMirror = (mirror: string): boolean => endpoint !== null && mirror.split('/')[0] === endpoint;
  const mirrors = entry?.mirrors ?? [];
  const ofMirror = mirrors.some((mirror) => isMirror(mirror.location));
  const content = tableText({
    prefix,
    location,
    insecure: ofMirror ? entry?.insecure === true : true,
    mirrorByDigestOnly: entry?.mirrorByDigestOnly === true,
    mirrors: mirrors.map((mirror) => ({ ...mirror, insecure: mirror.insecure || isMirror(mirror.location) })),
  });
  return DROP_IN_NAMES.map((name) => ({ prefix, location, files: [{ path: `${directory}/${name}`, content }] }));
}

/** The location with a port after its host; null where it has one already. */
export function withPort(location: string, port: number): string | null {
  const slash = location.indexOf('/');
  const host = slash === -1 ? location : location.slice(0, slash);
  return /:\d+$/.test(host) ? null : `${host}:${port}${slash === -1 ? '' : location.slice(slash)}`;
}
