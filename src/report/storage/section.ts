import type { ReportStorage } from '../schema.js';
import { fold } from '../text/fold.js';
import type { Style, TextOptions } from '../text/style.js';

const COLORS = { works: 'green', fails: 'red', unknown: 'yellow' } as const;
const NAMES = { pull: 'pull', bud: 'bud (with RUN)', run: 'run' } as const;
const DRIVERS = {
  overlay: 'overlay by the kernel',
  'fuse-overlayfs': 'overlay by fuse-overlayfs',
  vfs: 'vfs, whole copies',
} as const;
/** Columns of a client and what it does. */
const NAME_COLUMNS = 24;
const INDENT = ' '.repeat(6);

/** What each client can do with its storage here, one line each, with its words where it fails. */
export function storageLines(storage: ReportStorage, style: Style, options: TextOptions): string[] {
  const shown = new Set<string>();
  return storage.prospects.flatMap(({ client, installed, operation, outcome, driver, says }) => {
    const symbol = { works: style.symbol.ok, fails: style.symbol.fail, unknown: style.symbol.unknown }[outcome];
    const name = `${client} ${NAMES[operation]}`.padEnd(NAME_COLUMNS);
    const how = outcome === 'works' && driver !== null ? `with ${DRIVERS[driver]}` : '';
    const head = `  ${style.paint(COLORS[outcome], `${symbol} ${name}${outcome}`)}${how === '' ? '' : ` ${how}`}${installed ? '' : ' (not installed here)'}`;
    const words = outcome === 'works' || says === null || shown.has(`${client} ${says}`) ? null : says;
    shown.add(`${client} ${says}`);
    return [
      head.trimEnd(),
      ...(words === null ? [] : fold(words, options.width, INDENT).map((line) => style.paint('dim', line))),
    ];
  });
}
