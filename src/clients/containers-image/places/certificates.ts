import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { ConfigurationPlace } from '../../client.js';
import { directoryPlace } from '../../go/environment-places.js';
import { certificateDirectory, certificateParents } from '../certs/directory.js';
import type { RegistriesGeneration } from '../registries-config.js';

/** Names listed of one directory. */
const MOST_NAMES = 200;

/**
 * certs.d. With a registry (host[:port] as contacted): the one directory that is read with its files, those it shuts out, and where it might be;
 * without: the directories of all registries.
 */
export function certificatePlaces(
  host: Host,
  generation: RegistriesGeneration,
  hostPort: string | null,
  flag: string | null,
): ConfigurationPlace[] {
  if (hostPort === null)
    return certificateParents(host, generation).map((path) =>
      directoryPlace(host, path, 'one directory a registry: CAs and client certificates'),
    );
  const { path: chosen, candidates } = certificateDirectory(host, generation, hostPort, flag);
  return candidates.flatMap((path) => {
    const place = directoryPlace(host, path, `CAs and client certificates for ${hostPort}`);
    if (path === chosen) return [place, ...files(host, path)];
    return place.found === 'absent' || chosen === null
      ? [place]
      : [
          {
            ...place,
            found: 'ignored' as const,
            says: `not read: ${chosen} comes first, and directories are never merged`,
          },
        ];
  });
}

function files(host: Host, directory: string): ConfigurationPlace[] {
  const listed = host.files.list(directory);
  if (listed.kind !== 'directory') return [];
  return listed.names.slice(0, MOST_NAMES).map((name) => {
    const path = posix.join(directory, name);
    const says = use(name);
    if (says === null) return { path, found: 'ignored', says: 'only .crt, .cert and .key are read' };
    const readable = host.files.read(path).kind === 'file';
    return { path, found: readable ? 'read' : 'unreadable', says };
  });
}

function use(name: string): string | null {
  if (name.endsWith('.crt')) return 'a CA';
  if (name.endsWith('.cert')) return 'a client certificate';
  return name.endsWith('.key') ? 'the key of a client certificate' : null;
}
