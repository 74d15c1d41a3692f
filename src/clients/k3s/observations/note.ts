import { redactFile } from '../../../host/redact.js';
import type { Observation } from '../../client.js';
import { type AgentNode, registriesSource } from '../node.js';

/** An observation and the registries it is about, as images name them; null: all. */
export interface Note {
  readonly about: readonly string[] | null;
  readonly observation: Observation;
}

/** A note on a place in registries.yaml. */
export function registriesNote(
  node: AgentNode,
  path: readonly (string | number)[],
  about: Note['about'],
  rest: Pick<Observation, 'code' | 'text' | 'meant'> & Partial<Pick<Observation, 'cure' | 'edits'>>,
): Note {
  const { result } = node.registries;
  const line = result?.ok === true ? result.file.document.lineOf(path) : null;
  const says = String(path.at(-1) ?? '');
  return { about, observation: { cure: [], ...rest, source: registriesSource(node.registries, line, says) } };
}

/** Whole new text of registries.yaml as a cure; none where it would show a secret, or the file is part of another. */
export function cureOf({ registries }: AgentNode, content: string | null): Observation['cure'] {
  if (content === null || registries.linesBefore > 0 || content === registries.text) return [];
  return redactFile(registries.path, content) === content ? [{ path: registries.path, content }] : [];
}

/** The text with a key of one line renamed; null where that line isn't plainly `key:`. */
export function withKeyRenamed(text: string, line: number | null, key: string, name: string): string | null {
  const lines = text.split('\n');
  const found = line === null ? undefined : lines[line - 1];
  if (line === null || found === undefined) return null;
  const [, indent = '', written = '', rest = ''] =
    /^(\s*)("[^"]*"|'[^']*'|[^\s"'#][^#]*?)(\s*:(?:\s.*)?)$/.exec(found) ?? [];
  if (written.replace(/^(['"])(.*)\1$/, '$2') !== key) return null;
  lines[line - 1] = `${indent}${/^[\w.-]+$/.test(name) ? name : JSON.stringify(name)}${rest}`;
  return lines.join('\n');
}
