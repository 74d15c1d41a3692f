import { ALGORITHM_CHAINS } from './algorithms.js';
import type { Chain } from './chain.js';
import { CONSTRAINTS } from './constraints.js';
import { ENCODINGS } from './encodings.js';
import { NAMES } from './names.js';
import { PATHS } from './paths.js';
import { TIMES } from './times.js';
import { USAGES } from './usages.js';

/** Every chain: the same ones in each run, but for the time of day and the random part of ECDSA signatures. */
export const CORPUS: readonly Chain[] = [
  ...NAMES,
  ...PATHS,
  ...TIMES,
  ...USAGES,
  ...CONSTRAINTS,
  ...ALGORITHM_CHAINS,
  ...ENCODINGS,
];
