import type { CriConfiguration } from '../configuration.js';
import type { NewFile } from '../edit-config.js';
import type { Place } from '../setting.js';
import { withSectionRenamed } from '../toml-edit.js';

/** Lines below a key over which a list may spread. */
const LIST_LINES = 20;

/** The file of a place with the last key of its headers changed. */
export function changedHeader({ files }: CriConfiguration, { path, pointer }: Place, key: string): readonly NewFile[] {
  const file = files.find((each) => each.path === path);
  const content = file === undefined ? null : withSectionRenamed(file.text, pointer, [...pointer.slice(0, -1), key]);
  return content === null ? [] : [{ path, content }];
}

/** The file of a place with one quoted text changed, in its line or one soon after. */
export function changedText(
  { files }: CriConfiguration,
  { path, line }: Place,
  from: string,
  to: string,
): readonly NewFile[] {
  const file = files.find((each) => each.path === path);
  if (file === undefined || line === null) return [];
  const lines = file.text.split('\n');
  for (const quote of ['"', "'"]) {
    const at = lines.findIndex(
      (each, index) => index >= line - 1 && index < line + LIST_LINES && each.includes(quote + from + quote),
    );
    if (at === -1) continue;
    lines[at] = (lines[at] ?? '').replace(quote + from + quote, () => quote + to + quote);
    return [{ path, content: lines.join('\n') }];
  }
  return [];
}

/** The file of a place with the key of its line changed; none where the line doesn't begin with it. */
export function changedKey(
  { files }: CriConfiguration,
  { path, line, pointer }: Place,
  to: string,
): readonly NewFile[] {
  const file = files.find((each) => each.path === path);
  const from = pointer.at(-1) ?? '';
  if (file === undefined || line === null) return [];
  const lines = file.text.split('\n');
  const old = lines[line - 1] ?? '';
  const indent = /^\s*/.exec(old)?.[0] ?? '';
  const rest = [from, `"${from}"`, `'${from}'`]
    .map((key) => (old.startsWith(indent + key) ? old.slice(indent.length + key.length) : null))
    .find((each) => each !== null && /^\s*=/.test(each));
  if (typeof rest !== 'string') return [];
  lines[line - 1] = `${indent}${to}${rest}`;
  return [{ path, content: lines.join('\n') }];
}
