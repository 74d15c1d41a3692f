import { parseToml } from '../../../host/toml.js';

/** Headers looked at in one text: each is parsed on its own, and real files have some dozens. */
const MAX_HEADERS = 1000;

/** A `[header]` of a TOML text. */
interface Header {
  /** 0-based. */
  readonly line: number;
  readonly keys: readonly string[];
}

/** The text with `version = N` at its head, in place of the one that is there. */
export function withVersion(text: string, version: number): string {
  const lines = text.split('\n');
  const end = headersOf(lines)[0]?.line ?? lines.length;
  const known = lines.slice(0, end).findIndex((line) => /^\s*version\s*=/.test(line));
  if (known !== -1) lines[known] = `version = ${version}`;
  else {
    const first = lines.findIndex((line) => !/^\s*#/.test(line));
    lines.splice(first === -1 ? lines.length : first, 0, `version = ${version}`);
  }
  return lines.join('\n');
}

/** Headers below one path written below another: `[plugins.cri.registry]` → `[plugins."io.containerd.grpc.v1.cri".registry]`. Null where there is none. */
export function withSectionRenamed(text: string, from: readonly string[], to: readonly string[]): string | null {
  const lines = text.split('\n');
  const found = headersOf(lines).filter(({ keys }) => startsWith(keys, from));
  for (const { line, keys } of found) {
    const indent = /^\s*/.exec(lines[line] ?? '')?.[0] ?? '';
    lines[line] = `${indent}${header([...to, ...keys.slice(from.length)])}`;
  }
  return found.length === 0 ? null : lines.join('\n');
}

/** Tables below any of the paths taken out, from their headers to the next other header. */
export function withoutTables(text: string, paths: readonly (readonly string[])[]): string {
  const lines = text.split('\n');
  const headers = headersOf(lines);
  const gone = new Set<number>();
  for (const [index, { line, keys }] of headers.entries()) {
    if (!paths.some((path) => startsWith(keys, path))) continue;
    const end = headers[index + 1]?.line ?? lines.length;
    for (let at = line; at < end; at += 1) gone.add(at);
  }
  return lines.filter((_, at) => !gone.has(at)).join('\n');
}

/** A key of a table set to a text; the table is added at the end where it has no header of its own. `line` is the key's, 1-based, where it is there. */
export function withTextKey(
  text: string,
  table: readonly string[],
  key: string,
  value: string,
  line: number | null,
): string {
  const lines = text.split('\n');
  const setting = `${key} = ${JSON.stringify(value)}`;
  if (line !== null) {
    const old = lines[line - 1] ?? '';
    lines[line - 1] = `${/^\s*/.exec(old)?.[0] ?? ''}${setting}`;
    return lines.join('\n');
  }
  const own = headersOf(lines).find(({ keys }) => keys.length === table.length && startsWith(keys, table));
  if (own === undefined) return `${text.trim() === '' ? '' : `${text.trimEnd()}\n\n`}${header(table)}\n  ${setting}\n`;
  const indent = /^\s*/.exec(lines[own.line] ?? '')?.[0] ?? '';
  lines.splice(own.line + 1, 0, `${indent}  ${setting}`);
  return lines.join('\n');
}

/** The lines of tables below a path, headers included. */
export function tableLines(text: string, path: readonly string[]): readonly (Header & { readonly body: string })[] {
  const lines = text.split('\n');
  const headers = headersOf(lines);
  return headers.flatMap((each, index) =>
    startsWith(each.keys, path)
      ? [
          {
            ...each,
            body: lines
              .slice(each.line, headers[index + 1]?.line ?? lines.length)
              .join('\n')
              .trimEnd(),
          },
        ]
      : [],
  );
}

/** `[plugins."io.containerd.grpc.v1.cri".registry]`. */
export function header(keys: readonly string[]): string {
  return `[${keys.map((key) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key))).join('.')}]`;
}

function headersOf(lines: readonly string[]): readonly Header[] {
  const found = lines.flatMap((text, line) => (/^\s*\[(?!\[)/.test(text) ? [{ text, line }] : []));
  return found.slice(0, MAX_HEADERS).flatMap(({ text, line }): Header[] => {
    const parsed = parseToml(text);
    if (!parsed.ok) return [];
    const keys: string[] = [];
    for (let at = parsed.document.value; ; ) {
      const [entry] = Object.entries(at ?? {});
      if (entry === undefined) break;
      keys.push(entry[0]);
      at = entry[1];
    }
    return keys.length === 0 ? [] : [{ line, keys }];
  });
}

function startsWith(keys: readonly string[], path: readonly string[]): boolean {
  return path.length <= keys.length && path.every((key, index) => keys[index] === key);
}
