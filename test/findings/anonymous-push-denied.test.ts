import { rows, silent } from './rows/anonymous-push-denied.js';
import { checkRows } from './support/check-rows.js';

checkRows('anonymous-push-denied', rows, silent);
