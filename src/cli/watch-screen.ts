import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../report/schema.js';
import { fold } from '../report/text/fold.js';
import { styleOf, type TextOptions } from '../report/text/style.js';
import { stepProgress } from './step-progress.js';
import { isScreen } from './terminal.js';
import { changeLine, firstRoundLine, sameLine, sameWords } from './watch-words.js';

const SECOND_MS = 1000;
/** Where no live line shows that it still watches, a line says so this often, milliseconds. */
const SAID_AGAIN_MS = 60_000;
/** Folded lines stand under the words, not under the time. */
const INDENT = ' '.repeat(9);

/** Where rounds are told. */
export interface WatchScreen {
  /** A round is over: a line where something has changed. Gives whether it has; the first round is no change. */
  onRound(report: Report): boolean;
  /** Waits, on a terminal with a live line, until the next round or an interruption. */
  pause(ms: number, report: Report, signal: AbortSignal): Promise<void>;
}

/** How to tell. */
export interface WatchScreenOptions {
  /** Lines for changes go there; null: they are not told. */
  readonly lines: { write(text: string): unknown } | null;
  readonly text: TextOptions;
  /** The live line goes there, if it is a terminal. */
  readonly live: NodeJS.WriteStream;
  readonly isLive: boolean;
  /** When it ends whatever is found, milliseconds since 1970; null: never. */
  readonly untilMs: number | null;
}

/** Tells rounds as lines where something has changed, and between them on a terminal what it waits for. */
export function watchScreen({ lines, text, live, isLive, untilMs }: WatchScreenOptions): WatchScreen {
  const { symbol } = styleOf(text);
  const hasLiveLine = isLive && isScreen(live);
  let before: Report | null = null;
  let rounds = 0;
  let toldAt = 0;
  const say = (line: string): void => {
    toldAt = Date.now();
    lines?.write(`${fold(line, text.width, INDENT, '').join('\n')}\n`);
  };
  return {
    onRound(report) {
      const now = Date.now();
      rounds += 1;
      const isFirst = before === null;
      const line = before === null ? firstRoundLine(report, now) : changeLine(before, report, now, symbol.arrow);
      before = report;
      if (line !== null) say(line);
      else if (!hasLiveLine && now - toldAt >= SAID_AGAIN_MS) say(sameLine(report, rounds, now));
      return line !== null && !isFirst;
    },
    async pause(ms, report, signal) {
      const end = Date.now() + ms;
      const shown = stepProgress({ stream: live, enabled: hasLiveLine });
      for (let left = ms; left > 0 && !signal.aborted; left = end - Date.now()) {
        const whole = untilMs === null ? 'Ctrl-C ends it' : `for ${minutes(untilMs - Date.now())} more`;
        shown.onStep(`${sameWords(report)}, round ${rounds}; again in ${Math.ceil(left / SECOND_MS)} s, ${whole}`);
        await sleep(Math.min(left, SECOND_MS), undefined, { signal }).catch(() => undefined);
      }
      shown.stop();
    },
  };
}

/** `4 min 10 s`. */
function minutes(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND_MS));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
