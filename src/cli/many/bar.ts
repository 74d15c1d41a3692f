import type { Fact } from '../../facts/facts.js';
import { type FactKey, keyId } from '../../facts/keys.js';
import type { Tally } from '../../many/tally.js';
import { type WaitingProbe, waitingLine } from '../progress-lines.js';
import { isScreen } from '../terminal.js';

/** Between two plain lines where there is no terminal, ms. */
const LINE_MS = 5000;
/** Between two pictures of the bar, ms. */
const PICTURE_MS = 250;
/** Cells of the bar. */
const CELLS = 20;
/** What takes longer than this (ms) is named. */
const LONG_MS = 1000;

/** Shows how far a run is, on standard error. */
export interface Bar {
  onProbe(event: { readonly key: FactKey; readonly fact: Fact | null }): void;
  /** Writes lines to the same screen, the bar out of their way. */
  beside(write: () => Promise<void>): Promise<void>;
  stop(): void;
}

/** One bar on a terminal, one plain line every few seconds elsewhere; gone when it stops. */
export function bar(
  tally: Tally,
  total: number,
  { stream, enabled, unicode }: { stream: NodeJS.WriteStream; enabled: boolean; unicode: boolean },
): Bar {
  const waiting = new Map<string, WaitingProbe>();
  let spinner: { text: string; clear(): unknown; stop(): unknown } | null = null;
  let isStopped = false;
  const long = (): string => {
    const now = Date.now();
    const slow = [...waiting.values()].filter(({ sinceMs }) => now - sinceMs > LONG_MS);
    return slow.length === 0 ? '' : `; ${waitingLine(slow)}`;
  };
  const count = (): string =>
    `${tally.total.toLocaleString('en')} of ${total.toLocaleString('en')} references${tally.total === 0 ? '' : `: ${tally.counts()}`}`;
  const picture = (): string => {
    const full = total === 0 ? CELLS : Math.floor((CELLS * tally.total) / total);
    const [used, free] = unicode ? ['█', '░'] : ['#', '-'];
    return `${used.repeat(full)}${free.repeat(CELLS - full)} ${count()}${long()}`;
  };
  const start = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (!isStopped)
      spinner = ora({ stream, isEnabled: true, text: picture(), interval: PICTURE_MS, discardStdin: false }).start();
  };
  const timer = setInterval(
    () => {
      if (spinner !== null) spinner.text = picture();
      else if (!isScreen(stream)) stream.write(`regdoctor: ${count()}${long()}\n`);
    },
    isScreen(stream) ? PICTURE_MS : LINE_MS,
  );
  timer.unref();
  if (!enabled) clearInterval(timer);
  else if (isScreen(stream)) void start();
  return {
    onProbe({ key, fact }) {
      if (fact === null) waiting.set(keyId(key), { key, sinceMs: Date.now() });
      else waiting.delete(keyId(key));
    },
    async beside(write) {
      spinner?.clear();
      await write();
    },
    stop() {
      isStopped = true;
      clearInterval(timer);
      spinner?.stop();
      spinner = null;
    },
  };
}
