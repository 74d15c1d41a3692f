import { fold } from '../text/fold.js';
import type { Style, TextOptions } from '../text/style.js';
import type { RoundtripDocument, RoundtripLeft } from './schema.js';

/** What is still in the registry, with the lines that remove it; then what no client can remove. */
export function leftLines({ left, remains, runs }: RoundtripDocument, style: Style, options: TextOptions): string[] {
  const wasSent = runs.some(({ does }) => does === 'push');
  const lines =
    left.length > 0
      ? left.flatMap((one) => leftOne(one, style, options))
      : wasSent
        ? [`${style.symbol.ok} nothing is left: no tag and no manifest of this run is in the registry`]
        : [];
  return [
    ...lines,
    ...(remains === null ? [] : fold(remains, options.width, '  ')),
    ...(lines.length === 0 ? [] : ['']),
  ];
}

function leftOne(
  { repository, tag, digest, sure, why, ways }: RoundtripLeft,
  style: Style,
  options: TextOptions,
): string[] {
  const there = sure ? 'still there' : 'may still be there';
  return [
    `${style.paint('yellow', `${sure ? style.symbol.info : style.symbol.unknown} ${there}:`)} ${repository}:${tag}`,
    ...(digest === null ? [] : [`  digest ${digest}`]),
    ...fold(`${why}.`, options.width, '  '),
    ...ways.flatMap(({ when, commands }) => [
      ...fold(`To remove it, ${when}:`, options.width, '  '),
      ...commands.map((command) => style.paint('cyan', command)),
    ]),
  ];
}
