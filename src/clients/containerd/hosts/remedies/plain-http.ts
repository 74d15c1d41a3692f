import { posix } from 'node:path';
import type { Remedy } from '../../../client.js';
import { withHost, withHostRenamed, withKey, withoutKey } from '../edit.js';
import type { Base } from './base.js';
import { hostTables } from './tables.js';

const CLEAR_TEXT =
  'traffic to this registry, layers and tokens included, goes over plain HTTP without any check of who answers';
const ALL = 'capabilities = ["pull", "resolve", "push"]';

/**
 * The registry over plain HTTP and nothing else: `server` names it too, so that no https default is left whose error would hide that an image is
 * missing, and a `[host]` table does, without which versions before 1.7.32 refuse the file. `port`: where it answers when the reference names none.
 */
export function plainHttp(base: Base, registry: string, port: number | null): Remedy[] {
  if (registry === 'docker.io') return [];
  const host = port === null || port === 80 || /:\d+$/.test(registry) ? registry : `${registry}:${port}`;
  const url = `http://${host}`;
  const text = base.text === null ? written(url) : changed(base.text, registry, url);
  if (text === null) return [];
  const path = posix.join(base.directory, 'hosts.toml');
  const unused = base.text === null && base.authorities.length + base.clientPairs.length > 0;
  return [
    {
      summary: `declare ${url} for ${registry} in ${path}`,
      files: [{ path, content: text }],
      prose: [],
      limits: [
        CLEAR_TEXT,
        ...(unused
          ? [`the certificate files in ${base.directory} no longer count: a hosts.toml takes their place`]
          : []),
      ],
      reload: 'none needed',
    },
  ];
}

function written(url: string): string {
  return `server = ${JSON.stringify(url)}\n\n[host.${JSON.stringify(url)}]\n  ${ALL}\n`;
}

/** Mirrors stay and come first; what was said of the registry over https is said of it over http, without the TLS settings. */
function changed(text: string, registry: string, url: string): string | null {
  let current: string | null = withKey(text, [], 'server', JSON.stringify(url));
  for (const key of ['ca', 'client', 'skip_verify']) current = current && withoutKey(current, [], key);
  const own = hostTables(text, registry).filter(({ at, host }) => at.length > 0 && host === registry);
  for (const { at } of own) {
    const name = at[1] ?? '';
    for (const key of ['ca', 'client', 'skip_verify']) current = current && withoutKey(current, at, key);
    if (name !== url && own.length === 1) current = current && withHostRenamed(current, name, url);
  }
  const there = current !== null && hostTables(current, registry).some(({ at }) => at[1] === url);
  return current === null || there ? current : withHost(current, url, [ALL]);
}
