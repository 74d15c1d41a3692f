import type { Meaning } from '../../client.js';
import { inTurn, named, sentences } from '../../meaning.js';
import { findRegistry } from '../registries/match.js';
import type { PullReference } from '../registries/pull-sources.js';
import type { MirrorEntry, RegistryEntry } from '../registries-config.js';
import type { ToolRun } from '../run.js';

/** Who reads `[[registry]]` tables. */
const READERS = 'buildah, podman, skopeo and CRI-O, all versions with [[registry]] tables; read by every command';
const OTHERS = 'docker, containerd, k3s and k0s do not read it';

/** What the tables of registries.conf and its drop-ins say: those that count for these names, or (null) all that count for any. */
export function registriesMeanings(
  { config }: Pick<ToolRun, 'config'>,
  names: readonly PullReference[] | null,
): readonly Meaning[] {
  const entries =
    names === null
      ? config.registries
      : names.flatMap(({ registry, repository }) => findRegistry(config, `${registry}/${repository}`) ?? []);
  return [...new Set(entries)].flatMap(entryMeanings);
}

function entryMeanings(entry: RegistryEntry): readonly Meaning[] {
  const { prefix, blocked, insecure, source } = entry;
  const location = entry.location === '' ? prefix : entry.location;
  const isRewritten = location !== prefix && !prefix.startsWith('*.');
  if (blocked && !isRewritten)
    return [
      {
        source: entry.blockedSource ?? source,
        does: `images of ${named(prefix)} are refused before any request`,
        versions: READERS,
        not: OTHERS,
      },
    ];
  const own = prefix.startsWith('*.') && entry.location === '' ? 'the registry itself' : `https://${named(location)}`;
  const asked = [...entry.mirrors.map((mirror) => mirrorWords(entry, mirror)), `${own}${unverified(insecure)}`];
  const table: Meaning = {
    source,
    does: `images of ${named(prefix)} are asked of ${inTurn(asked)}`,
    versions: READERS,
    not: sentences(
      isRewritten && `pushes, logins and tag lists still go to ${named(prefix)}`,
      entry.mirrors.length > 0 && 'pushes are not mirrored',
      entry.mirrors.some((mirror) => mirror.insecure) &&
        !insecure &&
        'a mirror’s insecure says nothing of the registry itself',
      hasNoPort(prefix) && 'without a port it counts for all ports of the host',
      OTHERS,
    ),
  };
  if (!insecure) return [table];
  const setting: Meaning = {
    source: entry.insecureSource ?? source,
    does: `${own} is asked first, without verifying its certificate; where that fails, plain HTTP on the same port`,
    versions: `${READERS}; pushes and logins too`,
    not: 'does not mean plain HTTP at once: where nothing answers on port 443 the client waits for it first; --tls-verify=true given on the command line overrides it',
  };
  return [table, setting];
}

function mirrorWords({ mirrorByDigestOnly }: RegistryEntry, { location, insecure, pullFrom }: MirrorEntry): string {
  const only = mirrorByDigestOnly || pullFrom === 'digest-only' ? ' (by digest only)' : '';
  const tags = only === '' && pullFrom === 'tag-only' ? ' (by tag only)' : '';
  return `https://${named(location)}${unverified(insecure)}${only}${tags}`;
}

function unverified(insecure: boolean): string {
  return insecure ? ' without verification or else over plain HTTP' : '';
}

function hasNoPort(prefix: string): boolean {
  return !prefix.includes('/') && !/:\d+$/.test(prefix);
}
