import type { FixRule } from './fix.js';
import { declareEndpoint } from './rules/declare-endpoint.js';
import { pushOverHttp } from './rules/push-over-http.js';

/** All fix rules; several may speak to one finding, in this order. */
export const FIX_RULES: readonly FixRule[] = [declareEndpoint, pushOverHttp];
