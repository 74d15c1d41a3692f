import { rows, silent } from './rows/auth-token-realm-unreachable.js';
import { checkRows } from './support/check-rows.js';

checkRows('auth-token-realm-unreachable', rows, silent);
