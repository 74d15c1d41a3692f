import { rows, silent } from './rows/auth-challenge-missing.js';
import { checkRows } from './support/check-rows.js';

checkRows('auth-challenge-missing', rows, silent);
