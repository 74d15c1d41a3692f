import type { CredentialRef } from '../../../plan/nodes.js';
import { configuredId } from '../../configured-credential.js';
import { authsHost } from './auths-host.js';
import { type SettingTable, sourceOf, tableAt, textAt } from './setting.js';

/** What a table of `auth` holds for containerd. */
export type AuthKind = 'basic' | 'identity-token' | 'empty' | 'invalid';

/**
 * What containerd takes of an `auth` table (containerd `internal/cri/server/images/image_pull.go`: ParseAuth): a user name first, then an identity token,
 * then `auth`, which must be base64 of `user:password`.
 */
export function authKind(table: SettingTable): AuthKind {
  if (textAt(table, 'username') !== '') return 'basic';
  if (textAt(table, 'identitytoken') !== '') return 'identity-token';
  const auth = textAt(table, 'auth');
  if (auth === '') return 'empty';
  const isBase64 = /^[A-Za-z0-9+/\r\n]*={0,2}$/.test(auth) && auth.replace(/[\r\n]/g, '').length % 4 === 0;
  return isBase64 && Buffer.from(auth, 'base64').toString('latin1').includes(':') ? 'basic' : 'invalid';
}

/** A login of config.toml under the key it counts for. */
export interface ConfiguredAuth {
  /** `host[:port]` as contacted; an empty one never is. */
  readonly host: string;
  /** As written. */
  readonly key: string;
  readonly table: SettingTable;
}

/** Logins of `configs.*.auth`, then those of `auths`, which overwrite them (containerd `internal/cri/config/config.go`: ValidateImageConfig). */
export function configuredAuths(registryTable: SettingTable): readonly ConfiguredAuth[] {
  const found: ConfiguredAuth[] = [];
  for (const [key, entry] of tableAt(registryTable, ['configs']).entries) {
    const table = entry.kind === 'table' ? entry.entries.get('auth') : undefined;
    if (table?.kind === 'table') found.push({ host: key, key, table });
  }
  for (const [key, table] of tableAt(registryTable, ['auths']).entries) {
    if (table.kind === 'table') found.push({ host: authsHost(key) ?? '', key, table });
  }
  return found;
}

/** The login that counts for a contacted host, or null. The last of several wins. */
export function credentialIn(registryTable: SettingTable, host: string): CredentialRef | null {
  const found = configuredAuths(registryTable).findLast((each) => each.host === host);
  if (found === undefined) return null;
  const kind = authKind(found.table);
  if (kind === 'empty' || kind === 'invalid') return null;
  const deciding = ['username', 'identitytoken', 'auth'].map((key) => found.table.entries.get(key)).find(Boolean);
  // Of a table that several files fill, the one with the name counts.
  const { path, line } = found.table.place;
  const place = deciding?.place ?? { path, line, pointer: found.table.place.pointer };
  const pointer = deciding === undefined ? place.pointer : place.pointer.slice(0, -1);
  return {
    id: configuredId({ format: 'toml', path: place.path, pointer }),
    kind,
    source: sourceOf({ ...found.table.place, path: place.path }, `login of ${found.key}`),
    matchedKey: found.key,
  };
}
