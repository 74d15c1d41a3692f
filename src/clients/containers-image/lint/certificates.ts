import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Observation } from '../../client.js';
import { type CertificateDirectory, certificateDirectory, certificateParents } from '../certs/directory.js';
import { certificateNearMisses } from '../certs/near-misses.js';
import type { RegistriesConfig } from '../registries-config.js';

/** Registries looked at; more directories than this are somebody's archive. */
const MOST_REGISTRIES = 300;

/** Certificates without effect, for every registry that has a directory or, verified, a table in registries.conf. */
export function lintCertificates(host: Host, config: RegistriesConfig, flag: string | null): Observation[] {
  if (flag !== null) return [];
  const { generation } = config;
  const named = certificateParents(host, generation).flatMap((parent) => names(host, parent));
  const tables = config.registries
    .filter(({ insecure, blocked, prefix }) => !insecure && !blocked && !prefix.startsWith('*.'))
    .map(({ location, prefix }) => (location === '' ? prefix : location).split('/')[0] ?? '');
  return [...new Set([...named, ...tables])].slice(0, MOST_REGISTRIES).flatMap((registry) => {
    const directory = certificateDirectory(host, generation, registry, null);
    return certificateNearMisses(host, generation, registry, directory, null).filter(
      ({ cure }) => cure.length === 0 || cure.some(({ content }) => !holds(host, directory, content)),
    );
  });
}

/** True where the directory that counts has the same CA under another name: then nothing is missing. */
function holds(host: Host, { path }: CertificateDirectory, content: string): boolean {
  if (path === null) return false;
  return names(host, path).some((name) => {
    const read = name.endsWith('.crt') ? host.files.read(posix.join(path, name)) : null;
    return read?.kind === 'file' && read.text.trim() === content.trim();
  });
}

function names(host: Host, directory: string): readonly string[] {
  const listed = host.files.list(directory);
  return listed.kind === 'directory' ? listed.names.slice(0, MOST_REGISTRIES) : [];
}
