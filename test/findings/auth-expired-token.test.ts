import { rows, silent } from './rows/auth-expired-token.js';
import { checkRows } from './support/check-rows.js';

checkRows('auth-expired-token', rows, silent);
