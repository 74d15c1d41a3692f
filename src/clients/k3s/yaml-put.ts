import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml';

/** A value at a path of keys; `first`: put before the items of the list that is there. */
export interface Put {
  readonly path: readonly string[];
  readonly value: string | true;
  readonly first?: true;
}

/**
 * YAML with one value put in and every other line as it was. Null where the text has no place for it that can be told: aliases, merge keys, another
 * kind of value in the way.
 */
export function putInYaml(text: string, put: Put): string | null {
  const { contents } = parseDocument(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return `${start.replace(/^(?:---|\.\.\.|\{\}|~|null)\s*$/gm, '')}${block(put, 0, '')}`;
  }
  return isMap(contents) ? inMap(text, contents as YAMLMap, put, 0) : null;
}

function inMap(text: string, map: YAMLMap, put: Put, depth: number): string | null {
  const key = put.path[depth] ?? '';
  const pair = map.items.findLast((each: Pair) => isScalar(each.key) && String(each.key.value) === key);
  if (pair === undefined) return intoMap(text, map, put, depth);
  const { value } = pair;
  if (value === null || (isScalar(value) && value.value === null)) return belowKey(text, pair, put, depth + 1);
  if (depth < put.path.length - 1) return isMap(value) ? inMap(text, value as YAMLMap, put, depth + 1) : null;
  if (put.first) return isSeq(value) ? intoList(text, value, put) : null;
  const range = isScalar(value) ? value.range : null;
  return range ? `${text.slice(0, range[0])}${scalar(put.value)}${text.slice(range[1])}` : null;
}

/** A new key, before the first there is, at the top after the last. */
function intoMap(text: string, map: YAMLMap, put: Put, depth: number): string | null {
  if (map.flow) {
    const open = map.range?.[0];
    if (open === undefined) return null;
    const entry = flow(put, depth);
    return `${text.slice(0, open + 1)}${entry}${map.items.length > 0 ? ', ' : ''}${text.slice(open + 1)}`;
  }
  const first = map.items[0]?.key;
  const at = isScalar(first) ? first.range?.[0] : undefined;
  if (at === undefined) return null;
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const indent = text.slice(start, at);
  if (!/^ *$/.test(indent)) return null;
  // At the end where nothing but this document follows: people read mirrors first.
  if (depth === 0 && indent === '' && !/^(?:---|\.\.\.)/m.test(text.slice(at)))
    return `${text.replace(/\n*$/, '\n')}${block(put, depth, indent)}`;
  return `${text.slice(0, start)}${block(put, depth, indent)}${text.slice(start)}`;
}

/** What a key without a value gets, on the lines after it. */
function belowKey(text: string, pair: Pair, put: Put, depth: number): string | null {
  const range = isScalar(pair.key) ? pair.key.range : null;
  if (!range) return null;
  const start = text.lastIndexOf('\n', range[0] - 1) + 1;
  const indent = text.slice(start, range[0]);
  const end = text.indexOf('\n', range[1]);
  const rest = end === -1 ? text.slice(range[1]) : text.slice(range[1], end);
  if (!/^ *$/.test(indent) || !/^\s*:\s*(?:#.*|~|null|\{\})?\s*$/.test(rest)) return null;
  const line = `${text.slice(0, range[1])}${rest.replace(/(?:~|null|\{\})\s*$/, '').trimEnd()}\n`;
  return `${line}${block(put, depth, `${indent}  `)}${end === -1 ? '' : text.slice(end + 1)}`;
}

function intoList(
  text: string,
  list: { flow?: boolean; items: unknown[]; range?: [number, number, number] | null },
  put: Put,
): string | null {
  const open = list.range?.[0];
  if (open === undefined) return null;
  if (list.flow)
    return `${text.slice(0, open + 1)}${scalar(put.value)}${list.items.length > 0 ? ', ' : ''}${text.slice(open + 1)}`;
  const start = text.lastIndexOf('\n', open - 1) + 1;
  const indent = text.slice(start, open);
  return /^ *$/.test(indent) ? `${text.slice(0, start)}${indent}- ${scalar(put.value)}\n${text.slice(start)}` : null;
}

function block({ path, value, first }: Put, depth: number, indent: string): string {
  const lines = path.slice(depth).map((key, index, all) => {
    const last = index === all.length - 1 && !first;
    return `${indent}${'  '.repeat(index)}${word(key)}:${last ? ` ${scalar(value)}` : ''}`;
  });
  if (first) lines.push(`${indent}${'  '.repeat(lines.length)}- ${scalar(value)}`);
  return `${lines.join('\n')}\n`;
}

function flow({ path, value, first }: Put, depth: number): string {
  const [key = '', ...rest] = path.slice(depth);
  const inner = rest.reduceRight<unknown>((made, each) => ({ [each]: made }), first ? [value] : value);
  return `${JSON.stringify(key)}: ${JSON.stringify(inner)}`;
}

/** A key as written; quoted unless it can be nothing but a text. */
function word(text: string): string {
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function scalar(value: string | true): string {
  if (value === true) return 'true';
  return /^\/[A-Za-z0-9_./-]+$/.test(value) ? value : JSON.stringify(value);
}
