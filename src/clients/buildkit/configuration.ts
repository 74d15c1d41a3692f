import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import { parseReference } from '../../reference/parse.js';
import type { Configuration, ConfigurationPlace, ConfigurationRequest } from '../client.js';
import { dockerConfigPath } from '../docker-credential.js';
import { buildkitConfig } from './config.js';
import { buildkitMeanings } from './meanings.js';
import { buildkitObservations } from './observations.js';

/** buildkitd.toml, the files it names, and the logins of the user who builds. */
export function buildkitConfiguration({ host, version, reference }: ConfigurationRequest): Configuration {
  const config = buildkitConfig(host);
  const parsed = reference === null ? null : parseReference(reference);
  const registry = parsed?.ok === true ? parsed.reference.registry : null;
  const named = [...config.tables].flatMap(([name, table]) => [
    ...table.authorities.map(({ path }) => place(host, path, `CA of ${name}`)),
    ...table.pairs.flatMap(({ path, keyPath }) =>
      [path, keyPath].map((each) => place(host, each, `client certificate for ${name}`)),
    ),
    ...table.certificateDirectories.flatMap(({ path }) =>
      files(host, path).map((each) => place(host, each, `certificates for ${name}`)),
    ),
  ]);
  const places = [
    place(
      host,
      config.path,
      'mirrors, plain HTTP, verification and CAs by registry; read at the start of buildkitd only',
    ),
    ...ignored(host, config.path),
    ...named,
    place(host, dockerConfigPath(host), 'logins of the user who builds'),
  ];
  return {
    places,
    observations: buildkitObservations(host, config, registry),
    meanings: buildkitMeanings(host, config, version.text, registry),
  };
}

/** Docker's certs.d and another user's file look meant for it. */
function ignored(host: Host, own: string): ConfigurationPlace[] {
  const user = posix.join(
    host.environment['XDG_CONFIG_HOME'] || posix.join(host.home, '.config'),
    'buildkit/buildkitd.toml',
  );
  return ['/etc/buildkit/buildkitd.toml', user]
    .filter((path) => path !== own && host.files.read(path).kind === 'file')
    .map((path) => ({ path, found: 'ignored', says: `this buildkitd reads ${own}` }));
}

function files(host: Host, directory: string): string[] {
  const listed = host.files.list(directory);
  return listed.kind === 'directory' ? listed.names.slice(0, 50).map((name) => posix.join(directory, name)) : [];
}

function place(host: Host, path: string, says: string): ConfigurationPlace {
  const read = host.files.read(path);
  if (read.kind === 'file') return { path, found: 'read', says };
  if (read.kind === 'absent') return { path, found: 'absent', says };
  return { path, found: 'unreadable', says: read.kind === 'directory' ? 'it is a directory' : read.error };
}
