import { parseToml } from '../../../host/toml.js';
import { isTable, type Table } from './table.js';

/**
 * Changes to the text of a hosts.toml that leave the rest as it stands, comments too. Each gives the new text, or null where that can't be
 * done safely: the value spreads over lines, or the result doesn't say what it should.
 */

/** A key of the root (`at` empty) or of a `[host]` table set to a value written in TOML. */
export function withKey(text: string, at: readonly string[], key: string, value: string): string | null {
  const parsed = parseToml(text);
  if (!parsed.ok) return null;
  const { document } = parsed;
  const table = tableAt(document.value, at);
  if (table === null) return null;
  const setting = `${bareOrQuoted(key)} = ${value}`;
  const lines = text.split('\n');
  if (table[key] !== undefined) {
    const line = document.lineOf([...at, key]);
    if (line === null || !isWhole(lines[line - 1] ?? '', [key])) return null;
    lines[line - 1] = `${indentOf(lines[line - 1] ?? '')}${setting}`;
  } else if (at.length === 0) {
    const comments = lines.findIndex((line) => !/^\s*(#|$)/.test(line));
    lines.splice(comments === -1 ? lines.length : comments, 0, setting);
  } else {
    const line = document.lineOf(at);
    if (line === null) return null;
    const header = lines[line - 1] ?? '';
    if (isWhole(header, at)) lines.splice(line, 0, `${indentOf(lines[line] ?? '')}${setting}`);
    // Only a table below it has a header: `[host."URL".header]`.
    else if (/^\s*\[/.test(header)) lines.splice(line - 1, 0, headerOf(at), setting, '');
    else return null;
  }
  return checked(lines.join('\n'), [...at, key], value);
}

/** A key of the root or of a `[host]` table taken out; the text as it is where it has no such key. */
export function withoutKey(text: string, at: readonly string[], key: string): string | null {
  const parsed = parseToml(text);
  if (!parsed.ok) return null;
  const table = tableAt(parsed.document.value, at);
  if (table?.[key] === undefined) return text;
  const line = parsed.document.lineOf([...at, key]);
  const lines = text.split('\n');
  if (line === null || !isWhole(lines[line - 1] ?? '', [key])) return null;
  lines.splice(line - 1, 1);
  return lines.join('\n');
}

/** The name of a `[host]` table changed, in its own header and those of the tables below it. */
export function withHostRenamed(text: string, from: string, to: string): string | null {
  const before = parseToml(text);
  if (!before.ok || tableAt(before.document.value, ['host', to]) !== null) return null;
  const table = tableAt(before.document.value, ['host', from]);
  if (table === null) return null;
  const lines = text.split('\n').map((line) => {
    const head = /^(\s*\[\s*host\s*\.\s*)(?:"[^"]*"|'[^']*')(.*)$/.exec(line);
    return head === null || !isHeaderOf(line, from) ? line : `${head[1]}${JSON.stringify(to)}${head[2]}`;
  });
  const after = parseToml(lines.join('\n'));
  if (!after.ok || tableAt(after.document.value, ['host', from]) !== null) return null;
  const renamed = tableAt(after.document.value, ['host', to]);
  return renamed !== null && JSON.stringify(renamed) === JSON.stringify(table) ? lines.join('\n') : null;
}

/** A `[host]` table at the end of the file. */
export function withHost(text: string, url: string, settings: readonly string[]): string | null {
  const head = text.trim() === '' ? '' : `${text.trimEnd()}\n\n`;
  const whole = `${head}${headerOf(['host', url])}\n${settings.map((each) => `  ${each}\n`).join('')}`;
  return parseToml(whole).ok ? whole : null;
}

/** An empty `[host]` line at the end, which lets versions take a file that names `server` alone. */
export function withEmptyHost(text: string): string | null {
  const whole = `${text.trimEnd()}\n\n[host]\n`;
  return parseToml(whole).ok ? whole : null;
}

/** A list of texts as TOML. */
export function tomlList(items: readonly string[]): string {
  return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
}

function tableAt(value: unknown, at: readonly string[]): Table | null {
  let found: unknown = value;
  for (const key of at) found = isTable(found) ? found[key] : undefined;
  return isTable(found) ? found : null;
}

/** True where the line alone is TOML that says exactly this one key or header. */
function isWhole(line: string, at: readonly string[]): boolean {
  const parsed = parseToml(line);
  if (!parsed.ok) return false;
  let found: unknown = parsed.document.value;
  for (const key of at) {
    if (!isTable(found) || Object.keys(found).join() !== key) return false;
    found = found[key];
  }
  return at.length === 1 || (isTable(found) && Object.keys(found).length === 0);
}

function isHeaderOf(line: string, url: string): boolean {
  const parsed = parseToml(line);
  return parsed.ok && tableAt(parsed.document.value, ['host', url]) !== null;
}

function checked(text: string, at: readonly string[], value: string): string | null {
  const result = parseToml(text);
  const wanted = parseToml(`wanted = ${value}`);
  if (!result.ok || !wanted.ok) return null;
  const found = tableAt(result.document.value, at.slice(0, -1))?.[at.at(-1) ?? ''];
  const meant = tableAt(wanted.document.value, [])?.['wanted'];
  return JSON.stringify(found) === JSON.stringify(meant) ? text : null;
}

function headerOf(at: readonly string[]): string {
  return `[${at.map(bareOrQuoted).join('.')}]`;
}

function bareOrQuoted(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}

function indentOf(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}
