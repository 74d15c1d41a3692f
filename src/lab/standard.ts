import { arch } from 'node:os';
import type { Gate, LabHandler } from './exchange.js';
import { basicValue } from './gates.js';
import { tinyImage } from './image.js';
import { registry } from './registry.js';

/** Names that most labs share. */
export const REGISTRY_NAME = 'registry.lab.internal';
export const REPOSITORY = 'demo/app';
/** Ports that need no rights: the common one of plain HTTP registries, and one for TLS. */
export const HTTP_PORT = 5000;
export const TLS_PORT = 5443;

/** Platforms of the lab's image. */
const PLATFORMS = [
  { os: 'linux', architecture: 'amd64' },
  { os: 'linux', architecture: 'arm64' },
];

/** The registry with `demo/app:latest` (an index) and `demo/app:single` (a manifest for this machine). */
export function standardRegistry(gate?: Gate): LabHandler {
  const image = tinyImage(arch() === 'arm64' ? PLATFORMS.toReversed() : PLATFORMS);
  const repositories = { [REPOSITORY]: { image, tags: { latest: 'index', single: 'manifest' } } } as const;
  return registry(gate === undefined ? { repositories } : { repositories, gate });
}

/** Reference of the standard image at a `host` or `host:port`. */
export function imageAt(host: string, tag = 'latest'): string {
  return `${host}/${REPOSITORY}:${tag}`;
}

/** registries.conf that declares one registry insecure. */
export function insecureRegistriesConf(location: string): string {
  return `[[registry]]\nlocation = "${location}"\ninsecure = true\n`;
}

/** config.json with one login, as `docker login` writes it. */
export function dockerConfig(host: string, username: string, password: string): string {
  return `${JSON.stringify({ auths: { [host]: { auth: basicValue(username, password) } } }, null, 2)}\n`;
}
