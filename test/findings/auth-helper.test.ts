import { failed, missing, silent } from './rows/auth-helper.js';
import { checkRows } from './support/check-rows.js';

checkRows('auth-helper-missing', missing, silent);
checkRows('auth-helper-failed', failed, silent);
