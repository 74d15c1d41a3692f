import { withSectionRenamed } from '../clients/containerd/cri/toml-edit.js';
import { parseYaml } from '../host/yaml.js';

/** The JSON text with the value at pointer `from` at `pointer` as well (RFC 6901); null where it isn't there or the text is no JSON. */
export function copiedInJson(text: string, from: string, pointer: string): string | null {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return null;
  }
  const source = parentOf(root, from);
  const target = parentOf(root, pointer);
  const key = lastOfPointer(from);
  if (source === null || target === null || !Object.hasOwn(source, key)) return null;
  target[lastOfPointer(pointer)] = source[key];
  return JSON.stringify(root, null, 2);
}

/** The same for YAML; the result is JSON, which YAML readers take. For replay only: comments and layout are gone. */
export function copiedInYaml(text: string, from: string, pointer: string): string | null {
  const parsed = parseYaml(text);
  return parsed.ok ? copiedInJson(JSON.stringify(parsed.document.value), from, pointer) : null;
}

/** TOML with the tables below pointer `from` under `pointer` instead: the headers change, what they hold stays. Null where there are none. */
export function movedInToml(text: string, from: string, pointer: string): string | null {
  return withSectionRenamed(text, keysOf(from), keysOf(pointer));
}

/** Last key of a pointer as it is in the file: `/auths/host:5000` → `host:5000`. */
export function lastOfPointer(pointer: string): string {
  return keysOf(pointer).at(-1) ?? '';
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function parentOf(root: unknown, pointer: string): Record<string, unknown> | null {
  let at = root;
  for (const key of keysOf(pointer).slice(0, -1)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return null;
    at = (at as Record<string, unknown>)[key];
  }
  return typeof at === 'object' && at !== null && !Array.isArray(at) ? (at as Record<string, unknown>) : null;
}
