import { versionAtLeast } from '../../version.js';

/** A mirror as the engine keeps it, with a slash at its end, or why it doesn't start. */
export type MirrorEntry = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly text: string };

/** Paths are allowed from here on. */
const PATHS_SINCE = '24.0';
/** A missing scheme is said to be missing from here on; before, what stands before the colon was taken for it. */
const SCHEME_WORDING_SINCE = '28.0';
/** Longest mirror looked at. */
const LONGEST = 2000;

/** One entry of registry-mirrors (moby `daemon/pkg/registry/config.go`: ValidateMirror). A password never gets into the text. */
export function mirrorEntry(entry: string, version: string): MirrorEntry {
  const says = (text: string): MirrorEntry => ({ ok: false, text: `invalid mirror: ${text}` });
  const shown = JSON.stringify(entry.slice(0, LONGEST).replace(/\/\/[^/@]*@/, (user) => masked(user)));
  const newer = versionAtLeast(version, SCHEME_WORDING_SINCE);
  const scheme = /^([\s\S]*?):\/\//.exec(entry)?.[1] ?? '';
  const must = newer ? ": must use either 'https://' or 'http://'" : '';
  if (newer && scheme === '') return says(`no scheme specified for ${shown}${must}`);
  if (
    entry.length > LONGEST ||
    (scheme !== '' && !/^[a-z][a-z0-9+.-]*$/i.test(scheme)) ||
    /[\s\0]|%(?![0-9a-f]{2})/i.test(entry)
  )
    return says(`${shown} is not a valid URI`);
  const found = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(entry);
  const name = (found?.[1] ?? '').toLowerCase();
  if (name !== 'http' && name !== 'https') return says(`unsupported scheme ${JSON.stringify(name)} in ${shown}${must}`);
  const [, , authority = '', path = '', query = '', fragment = ''] = found ?? [];
  const paths = versionAtLeast(version, PATHS_SINCE);
  if (!paths && path !== '' && path !== '/') return says(`path, query, or fragment at end of the URI ${shown}`);
  if (query.length > 1 || fragment.length > 1)
    return says(`${paths ? '' : 'path, '}query${paths ? '' : ','} or fragment at end of the URI ${shown}`);
  if (authority.includes('@')) return says(`username/password not allowed in URI ${shown}`);
  return { ok: true, url: `${entry.replace(/\/$/, '')}/` };
}

function masked(user: string): string {
  return `${user.replace(/:.*$/s, '').replace(/@$/, '').slice(0, 200)}:xxxxx@`;
}
