import type { Host } from '../../host/host.js';
import type { ConfigurationPlace } from '../client.js';
import { systemRoots } from './roots.js';

/** Variables a Go program takes its proxies from, upper case first (golang.org/x/net `http/httpproxy`: FromEnvironment). */
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'] as const;

/** Where every Go program looks besides its own files: proxies and trusted roots. Values of variables are never shown. */
export function goPlaces(host: Host): ConfigurationPlace[] {
  return [...proxyPlaces(host), ...rootPlaces(host)];
}

/** The place of one variable: read where it has a value. */
export function variablePlace(host: Host, name: string, says: string): ConfigurationPlace {
  return { path: `$${name}`, found: (host.environment[name] ?? '') === '' ? 'absent' : 'read', says };
}

/** The place of one file: read where it can be, else why not. */
export function filePlace(host: Host, path: string, says: string): ConfigurationPlace {
  const read = host.files.read(path);
  switch (read.kind) {
    case 'file':
      return { path, found: 'read', says };
    case 'absent':
      return { path, found: 'absent', says };
    case 'directory':
      return { path, found: 'unreadable', says: `${says}; it is a directory` };
    case 'unreadable':
      return { path, found: 'unreadable', says: `${says}; ${read.error}` };
  }
}

/** The place of a directory whose files are read one by one. */
export function directoryPlace(host: Host, path: string, says: string): ConfigurationPlace {
  const listed = host.files.list(path);
  const why = listed.kind === 'unreadable' ? `; ${listed.error}` : '';
  return { path, found: listed.kind === 'directory' ? 'read' : listed.kind, says: `${says}${why}` };
}

/** Upper case wins, and an empty variable counts as unset. */
function proxyPlaces(host: Host): ConfigurationPlace[] {
  return PROXIES.flatMap((name) => {
    const says =
      name === 'NO_PROXY' ? 'names that go through no proxy' : `proxy for ${name.slice(0, -6).toLowerCase()} URLs`;
    const upper = variablePlace(host, name, says);
    const lower = variablePlace(host, name.toLowerCase(), says);
    if (lower.found === 'absent') return [upper];
    if (upper.found === 'absent') return [lower];
    return [upper, { ...lower, found: 'ignored' as const, says: `${says}; ${name} is set and wins` }];
  });
}

function rootPlaces(host: Host): ConfigurationPlace[] {
  const { systemFiles, systemDirectories } = systemRoots(host);
  const says = 'certificates trusted for every registry';
  return [
    variablePlace(host, 'SSL_CERT_FILE', 'takes the place of the system’s bundle'),
    variablePlace(host, 'SSL_CERT_DIR', 'takes the place of the system’s directories'),
    ...systemFiles.map((path) => filePlace(host, path, says)),
    ...systemDirectories.filter((path) => path !== '').map((path) => directoryPlace(host, path, says)),
  ];
}
