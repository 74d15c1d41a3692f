import { rows, silent } from './rows/auth-clock-skew.js';
import { checkRows } from './support/check-rows.js';

checkRows('auth-clock-skew', rows, silent);
