import { rows, silent } from './rows/anonymous-push-allowed.js';
import { checkRows } from './support/check-rows.js';

checkRows('anonymous-push-allowed', rows, silent);
