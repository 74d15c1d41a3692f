import { parseToml } from '../../../host/toml.js';
import { CERTS_ROOT, CONFIG_PATH } from './series.js';

/** Where containerd would read a file handed over on its own: config.toml, a hosts.toml under the server it names, a CA beside it. Null: nowhere. */
export function containerdPlaceFor(fileName: string, text: string): string | null {
  if (/\.crt$/.test(fileName)) return `${CERTS_ROOT}/_default/${fileName}`;
  if (!fileName.endsWith('.toml')) return null;
  const parsed = parseToml(text);
  const value = parsed.ok && isTable(parsed.document.value) ? parsed.document.value : null;
  const isHosts =
    fileName === 'hosts.toml' ||
    (fileName !== 'config.toml' && value !== null && (typeof value['server'] === 'string' || isTable(value['host'])));
  if (!isHosts) return CONFIG_PATH;
  const server = value?.['server'];
  const host =
    typeof server === 'string' ? /^(?:https?:\/\/)?([A-Za-z0-9.[\]:-]+)(?:\/|$)/.exec(server)?.[1] : undefined;
  const name = host === 'registry-1.docker.io' ? 'docker.io' : host;
  return `${CERTS_ROOT}/${name === undefined || name.includes('..') ? '_default' : name}/hosts.toml`;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
