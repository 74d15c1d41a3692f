import type { Rule } from './rule.js';
import { fallbackDelay } from './rules/fallback-delay.js';

/** All rules, the specific before the general: the first that explains a cause has the word. */
export const RULES: readonly Rule[] = [fallbackDelay];
