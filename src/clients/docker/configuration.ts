import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import { parseReference } from '../../reference/parse.js';
import type { Configuration, ConfigurationPlace, ConfigurationRequest } from '../client.js';
import { dockerConfigPath } from '../docker-credential.js';
import { type DaemonConfig, daemonConfig } from './daemon/config.js';
import { unitFiles } from './daemon/unit-arguments.js';
import { dockerMeanings } from './meanings.js';
import { otherConfigPaths } from './observations/elsewhere.js';
import { dockerObservations } from './observations/observe.js';
import { loginFor } from './plan.js';
import { imageStore } from './store.js';

/** Directories and files told of one directory. */
const MOST = 100;

/** Every place that the engine and its CLI read, in order, and what of it is dead. */
export function dockerConfiguration(request: ConfigurationRequest): Configuration {
  const { host, version, reference } = request;
  const { config } = daemonConfig(host, version.text);
  const parsed = reference === null ? null : parseReference(reference);
  const registry = parsed?.ok === true ? parsed.reference.registry : null;
  const login = registry === null ? { credential: null, missingHelper: null } : loginFor(request, registry);
  const places = [
    ...unitFiles(host.files, 'docker').map((path) =>
      place(host, path, 'how dockerd is started: its flags and environment'),
    ),
    place(host, config.start.configPath, 'insecure registries, mirrors of Docker Hub, proxies, image store'),
    ...otherConfigPaths(host, config).flatMap((path) => ignored(host, path, 'no file of this engine')),
    ...certificatePlaces(host, config, registry),
    place(host, dockerConfigPath(host), 'logins, read by the CLI and handed to the engine'),
  ];
  return {
    places,
    observations: dockerObservations({ host, config, registry, login }),
    meanings: dockerMeanings(config, registry),
  };
}

function certificatePlaces(host: Host, config: DaemonConfig, registry: string | null): ConfigurationPlace[] {
  const { certsDirectory } = config.start;
  const readsHosts = imageStore(config).kind === 'containerd';
  const wanted =
    registry === null ? names(host, certsDirectory) : [registry, ...(readsHosts ? containerdNames(registry) : [])];
  return wanted.flatMap((name) => {
    const directory = posix.join(certsDirectory, name);
    const files = names(host, directory);
    const certificates = files
      .filter((file) => /\.(?:crt|cert|key)$/.test(file))
      .map((file) =>
        place(
          host,
          posix.join(directory, file),
          file.endsWith('.crt') ? `CA of ${name}` : `client certificate for ${name}`,
        ),
      );
    const path = posix.join(directory, 'hosts.toml');
    const hosts = readsHosts
      ? [place(host, path, `hosts asked in place of ${name}`)]
      : ignored(host, path, 'the image store of this engine knows no hosts.toml');
    const self: ConfigurationPlace[] =
      files.length > 0 || registry === null || name !== registry
        ? []
        : [{ path: directory, found: 'absent', says: `CAs and client certificates for ${name}` }];
    return [...hosts, ...certificates, ...self];
  });
}

function containerdNames(registry: string): string[] {
  const port = /^(.+):(\d+)$/.exec(registry);
  return [...(port === null ? [] : [`${port[1]}_${port[2]}_`]), '_default'];
}

function names(host: Host, directory: string): readonly string[] {
  const listed = host.files.list(directory);
  return listed.kind === 'directory' ? listed.names.slice(0, MOST) : [];
}

/** A place as it was found; a directory in a file's place can't be read. */
function place(host: Host, path: string, says: string): ConfigurationPlace {
  const read = host.files.read(path);
  if (read.kind === 'file') return { path, found: 'read', says };
  if (read.kind === 'absent') return { path, found: 'absent', says };
  return { path, found: 'unreadable', says: read.kind === 'directory' ? 'it is a directory' : read.error };
}

function ignored(host: Host, path: string, says: string): ConfigurationPlace[] {
  return host.files.read(path).kind === 'file' ? [{ path, found: 'ignored', says }] : [];
}
