import type { Host } from '../../../host/host.js';
import { parseToml } from '../../../host/toml.js';
import type { AliasEntry } from '../registries-config.js';
import { validateAliases } from './aliases.js';
import { decodeFile } from './decode.js';
import { effectiveUid } from './locations.js';
import { readError } from './read-error.js';
import { goQuote } from './text.js';

/** The aliases that programs recorded themselves, or the text that stops every short name. */
export type AliasFileResult =
  | { readonly ok: true; readonly aliases: ReadonlyMap<string, AliasEntry> }
  | { readonly ok: false; readonly path: string; readonly text: string };

/** Where recorded aliases are kept (sysregistriesv2 `shortNameAliasesConfPath`). */
export function aliasFilePath(host: Host): string {
  const name = 'containers/short-name-aliases.conf';
  if (effectiveUid(host) === 0) return `/var/cache/${name}`;
  const cache = host.environment.XDG_CACHE_HOME ?? '';
  return cache === '' ? `${host.home}/.cache/${name}` : `${cache}/${name}`;
}

/** Reads it; a missing file has no aliases (`loadShortNameAliasConf`). */
export function loadAliasFile(host: Host): AliasFileResult {
  const path = aliasFilePath(host);
  const failed = (text: string): AliasFileResult => {
    return { ok: false, path, text: `loading short-name aliases config file ${goQuote(path)}: ${text}` };
  };
  const read = host.files.read(path);
  if (read.kind === 'absent') return { ok: true, aliases: new Map() };
  if (read.kind !== 'file') return failed(readError(path, read));
  const parsed = parseToml(read.text);
  if (!parsed.ok) return failed(`toml: line ${parsed.line ?? 1}: ${parsed.message}`);
  const decoded = decodeFile(parsed.document, path);
  if (!decoded.ok) return failed(decoded.text);
  const aliases = validateAliases(decoded.file.aliases);
  return 'text' in aliases ? failed(aliases.text) : { ok: true, aliases };
}
