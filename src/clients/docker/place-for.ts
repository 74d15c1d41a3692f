import { posix } from 'node:path';
import { parseToml } from '../../host/toml.js';

const DIRECTORY = '/etc/docker';

/** Where docker would read a file handed over on its own: by its name, a hosts.toml by the server it names, a certificate by its directory. */
export function dockerPlaceFor(fileName: string, text: string): string | null {
  const name = posix.basename(fileName);
  if (name === 'daemon.json') return `${DIRECTORY}/daemon.json`;
  if (name === 'hosts.toml') return `${DIRECTORY}/certs.d/${serverOf(text) ?? '_default'}/hosts.toml`;
  const directory = posix.basename(posix.dirname(fileName));
  if (!/\.(?:crt|cert|key)$/.test(name) || directory === '.' || directory === '') return null;
  return `${DIRECTORY}/certs.d/${directory}/${name}`;
}

/** host[:port] of `server`; null where there is none. */
function serverOf(text: string): string | null {
  const parsed = parseToml(text);
  const server = parsed.ok ? (parsed.document.value as Readonly<Record<string, unknown>>)['server'] : null;
  if (typeof server !== 'string') return null;
  const host = /^(?:https?:\/\/)?([A-Za-z0-9.:_[\]-]{1,255})/.exec(server)?.[1] ?? null;
  return host === 'registry-1.docker.io' ? 'docker.io' : host;
}
