import type { CheckOptions } from '../check/check.js';

/** How a run of many references looks: as for one, `totalMs` being the limit of each. */
export interface ManyOptions extends Omit<CheckOptions, 'reference' | 'onProbe'> {
  /** Asks that nothing more begins; what is under way is told as far as it is known. */
  readonly signal: AbortSignal;
}
