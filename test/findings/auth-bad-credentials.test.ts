import { rows, silent } from './rows/auth-bad-credentials.js';
import { checkRows } from './support/check-rows.js';

checkRows('auth-bad-credentials', rows, silent);
