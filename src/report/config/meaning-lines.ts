import { fold } from '../text/fold.js';
import type { Style, TextOptions } from '../text/style.js';
import type { ConfigClient } from './schema.js';

/**
 * `path:line  does`, with the versions that do so and what it doesn't do under it; nothing where nothing is said.
 * @param before clients shown before this one: what one of them was told of in the same words is not told again.
 */
export function meaningLines(
  { meanings, leftOut }: ConfigClient,
  before: readonly ConfigClient[],
  style: Style,
  { width }: TextOptions,
): string[] {
  if (meanings.length === 0) return [];
  const same = before.find((each) => JSON.stringify(each.meanings) === JSON.stringify(meanings));
  if (same !== undefined) return [`  what it says: the same as for ${same.client} ${same.version}`];
  const told = meanings.flatMap(({ path, line, does, versions, not }) => [
    ...fold(does, width, '      ', `    ${path}${line === null ? '' : `:${line}`}  `),
    ...fold(`for: ${versions}`, width, '           ', '      ').map((text) => style.paint('dim', text)),
    ...(not === null ? [] : fold(`not: ${not}`, width, '           ', '      ')),
  ]);
  return ['  what it says:', ...told, ...(leftOut.meanings > 0 ? [`    and ${leftOut.meanings} more`] : [])];
}
