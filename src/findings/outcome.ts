import { wastedMs } from '../replay/replay.js';
import type { Walk } from '../replay/walk.js';
import type { Outcome } from './context.js';

/** From here on a pull that succeeds counts as slow: people notice three seconds, and every finding about time starts there. */
export const SLOW_FROM_MS = 3000;

/** ok · slow · fail · unknown, as the design defines them. */
export function outcomeOf(walk: Walk): Outcome {
  if (walk.outcome === 'ok' && wastedMs(walk.attempts) >= SLOW_FROM_MS) return 'slow';
  return walk.outcome;
}
