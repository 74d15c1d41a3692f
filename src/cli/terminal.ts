import type { TextOptions } from '../report/text/style.js';

/** Columns where nothing tells how wide the reader's screen is. */
const DEFAULT_WIDTH = 100;
const LEAST_WIDTH = 80;
const MOST_WIDTH = 140;

/** What the stream and the environment allow: `NO_COLOR`, `FORCE_COLOR`, `TERM=dumb`, the locale, the width. */
export function terminalOptions(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: NodeJS.ProcessEnv,
  verbose: boolean,
): TextOptions {
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
  const forced = (environment['FORCE_COLOR'] ?? '') !== '' && environment['FORCE_COLOR'] !== '0';
  const wanted = forced || (stream.isTTY === true && environment['TERM'] !== 'dumb');
  return {
    color: wanted && (environment['NO_COLOR'] ?? '') === '',
    // Pods mostly have no locale at all, and their terminals are somebody's UTF-8 laptop.
    unicode: locale === '' || /utf-?8/i.test(locale),
    width: Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, stream.columns ?? DEFAULT_WIDTH)),
    verbose,
  };
}

/**
 * True for a terminal that lines can be drawn on and taken away again. One that nobody has given a size yet (`kubectl exec -t`, `script` without a terminal)
 * says that it has no columns: a line would be counted as endlessly many there, and taking it away would never end.
 */
export function isScreen({ isTTY, columns }: { readonly isTTY?: boolean; readonly columns?: number }): boolean {
  return isTTY === true && columns !== 0;
}
