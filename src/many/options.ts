import type { CheckOptions } from '../check/check.js';

/** How a run of many references looks: as for one, `totalMs` being the limit of each, counted from when its turn comes. */
export type ManyOptions = Omit<CheckOptions, 'reference'>;
