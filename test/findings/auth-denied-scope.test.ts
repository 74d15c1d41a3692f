import { rows, silent } from './rows/auth-denied-scope.js';
import { checkRows } from './support/check-rows.js';

checkRows('auth-denied-scope', rows, silent);
