import { EXIT } from '../report/exit-code.js';
import type { Report } from '../report/schema.js';
import { nextPauseMs } from './watch-pace.js';
import type { WatchScreen } from './watch-screen.js';

/** What a watch does again and again. */
export interface Rounds {
  /** When the last round begins at the latest, milliseconds since 1970; null: there is no such time. */
  readonly untilMs: number | null;
  readonly interrupted: AbortSignal;
  readonly screen: WatchScreen;
  run(): Promise<Report>;
  /** The report as it may be shown. */
  redact(report: Report): Report;
  /** What is done with every report that counts; gives lines for standard error. */
  onReport(report: Report): Promise<readonly string[]>;
}

/** What the last round that counts found, as it is and as it may be shown. */
export interface LastRound {
  readonly own: Report;
  readonly shown: Report;
  readonly left: readonly string[];
}

/** Checks until all is well (exit code 0), the time is over, or somebody interrupts. A round that was cut short counts only where it was the first. */
export async function runRounds({ untilMs, interrupted, screen, run, redact, onReport }: Rounds): Promise<LastRound> {
  let last: LastRound | null = null;
  let pauseMs: number | null = null;
  for (;;) {
    const own = await run();
    if (interrupted.aborted && last !== null) return last;
    const shown = redact(own);
    const hasChanged = screen.onRound(shown);
    last = { own, shown, left: await onReport(shown) };
    const now = Date.now();
    if (shown.exitCode === EXIT.ok || interrupted.aborted || (untilMs !== null && now >= untilMs)) return last;
    pauseMs = nextPauseMs(hasChanged ? null : pauseMs);
    // The last round begins when the time is over, so that what is printed is fresh.
    await screen.pause(untilMs === null ? pauseMs : Math.min(pauseMs, untilMs - now), shown, interrupted);
    if (interrupted.aborted) return last;
  }
}
