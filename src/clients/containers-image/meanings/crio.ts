import type { Meaning } from '../../client.js';
import { named } from '../../meaning.js';
import { crioInsecurity } from '../crio-config.js';
import type { PullReference } from '../registries/pull-sources.js';
import { minorOf, type ToolRun } from '../run.js';

/** Entries told of; real files have a handful. */
const MOST = 100;
const RELEASES = 'CRI-O up to 1.34; from 1.35 on it does nothing';

/** What crio.conf says of insecure registries: of these names and of networks, or (null) of all; a release in which it does nothing has an observation instead. */
export function crioMeanings(
  { crio, features }: Pick<ToolRun, 'crio' | 'features'>,
  asked: readonly PullReference[] | null,
): readonly Meaning[] {
  if (crio === null) return [];
  const { names, networks } = crioInsecurity(crio, minorOf(features.version));
  const not =
    'does not mean plain HTTP at once: https without verification comes first; counts after a restart of crio, and not for podman or buildah';
  return [
    ...names
      .filter(({ value }) => asked === null || asked.some(({ registry }) => registry === value))
      .slice(0, MOST)
      .map(({ value, source }) => ({
        source,
        does: `images of ${named(value)} are asked of https://${named(value)} without verification first, then of http://${named(value)}`,
        versions: RELEASES,
        not,
      })),
    ...networks
      .filter(({ source }) => source.kind === 'file')
      .slice(0, MOST)
      .map(({ value, source }) => ({
        source,
        does: `registries with an address in ${named(value)} are asked over https without verification first, then over http`,
        versions: RELEASES,
        not,
      })),
  ];
}
