import type { Host } from '../../host/host.js';
import type { Meaning } from '../client.js';
import { askedOf } from '../containerd/meanings/asked-of.js';
import { named, sentences } from '../meaning.js';
import type { BuildkitConfig } from './config.js';
import { buildkitHosts } from './hosts.js';

/** Tables told of; real files have a handful. */
const MOST = 100;
const READERS = 'buildkitd, all releases; http before https with insecure up to 0.12.2';

/** What buildkitd.toml says of a registry (`host[:port]`), or (null) of all; nothing where buildkitd doesn't start with it. */
export function buildkitMeanings(
  { files }: Pick<Host, 'files'>,
  { tables, stop }: BuildkitConfig,
  version: string,
  registry: string | null,
): readonly Meaning[] {
  if (stop !== null) return [];
  return [...tables]
    .filter(([name]) => registry === null || name === registry)
    .slice(0, MOST)
    .flatMap(([name, table]): Meaning[] => {
      const [source] = [...table.mirrors.map((mirror) => mirror.source), ...table.sources];
      const hosts = buildkitHosts(files, tables, name, version);
      if (source === undefined) return [];
      const isPlain = hosts.some(({ scheme, httpFallback }) => scheme === 'http' && httpFallback === null);
      const asked: Meaning = {
        source: { ...source, says: '' },
        does: askedOf(name, hosts),
        versions: READERS,
        not: sentences(
          table.mirrors.length > 0 &&
            'a scheme written in mirrors is thrown away: http = true belongs in the table of the mirror',
          table.insecure === true &&
            !isPlain &&
            table.http !== true &&
            'insecure alone allows no plain HTTP: that is http = true',
          'is not for the builder of dockerd, which reads daemon.json; counts after a restart of buildkitd',
        ),
      };
      const authorities = table.authorities.map(
        (each): Meaning => ({
          source: each.source,
          does: `the CA in ${named(each.path)} is trusted at https://${named(name)}, beside the system's`,
          versions: 'buildkitd, all releases with this key',
          not: 'allows no plain HTTP; /etc/docker/certs.d is not read',
        }),
      );
      return [asked, ...authorities];
    });
}
