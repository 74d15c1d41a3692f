/** A `[[registry]]` table to be written out. */
export interface TableText {
  /** Left out where it equals the location. */
  readonly prefix?: string;
  readonly location: string;
  readonly insecure: boolean;
  readonly blocked?: boolean;
  readonly mirrorByDigestOnly?: boolean;
  readonly mirrors?: readonly MirrorText[];
}

/** A `[[registry.mirror]]` table in it. */
export interface MirrorText {
  readonly location: string;
  readonly insecure: boolean;
  readonly pullFrom?: 'all' | 'digest-only' | 'tag-only';
}

/** A `[[registry]]` table as TOML, ending in a newline. */
export function tableText(table: TableText): string {
  const prefix =
    table.prefix === undefined || table.prefix === table.location ? [] : [`prefix = ${quote(table.prefix)}`];
  const mirrors = (table.mirrors ?? []).flatMap((mirror) => [
    '',
    '[[registry.mirror]]',
    `location = ${quote(mirror.location)}`,
    ...(mirror.insecure ? ['insecure = true'] : []),
    ...((mirror.pullFrom ?? 'all') === 'all' ? [] : [`pull-from-mirror = ${quote(mirror.pullFrom ?? '')}`]),
  ]);
  // Only a wildcard can be without a location.
  const location = table.location === '' ? [] : [`location = ${quote(table.location)}`];
  const switches = [
    ...(table.insecure ? ['insecure = true'] : []),
    ...(table.blocked === true ? ['blocked = true'] : []),
    ...(table.mirrorByDigestOnly === true ? ['mirror-by-digest-only = true'] : []),
  ];
  return `${['[[registry]]', ...prefix, ...location, ...switches, ...mirrors].join('\n')}\n`;
}

/** Several tables with an empty line between them. */
export function tablesText(tables: readonly TableText[]): string {
  return tables.map(tableText).join('\n');
}

/** The text with a 1-based line replaced, or removed where the new one is null. */
export function withLine(text: string, line: number, replacement: string | null): string {
  const lines = text.split('\n');
  lines.splice(line - 1, 1, ...(replacement === null ? [] : [replacement]));
  return lines.join('\n');
}

/** A 1-based line of a text, or an empty string. */
export function lineOfText(text: string, line: number | null): string {
  return line === null ? '' : (text.split('\n')[line - 1] ?? '');
}

/** `https://host:5000/v2/` as the location it means, or null where it isn't one. */
export function locationOfUrl(url: string): { readonly location: string; readonly insecure: boolean } | null {
  const match = /^(?:(https?):\/\/)?([A-Za-z0-9.-]+(?::\d{1,5})?)((?:\/[a-z0-9._-]+)*)\/?$/.exec(url.trim());
  if (match === null) return null;
  return { location: `${match[2]}${(match[3] ?? '').replace(/^\/v2$/, '')}`, insecure: match[1] === 'http' };
}

function quote(text: string): string {
  return JSON.stringify(text);
}
