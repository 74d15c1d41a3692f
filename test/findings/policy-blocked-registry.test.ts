import { rows, silent } from './rows/policy-blocked-registry.js';
import { checkRows } from './support/check-rows.js';

checkRows('policy-blocked-registry', rows, silent);
