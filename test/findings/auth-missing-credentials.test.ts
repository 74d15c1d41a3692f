import { rows, silent } from './rows/auth-missing-credentials.js';
import { checkRows } from './support/check-rows.js';

checkRows('auth-missing-credentials', rows, silent);
