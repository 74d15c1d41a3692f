import { rows, silent } from './rows/config-parse-error.js';
import { checkRows } from './support/check-rows.js';

checkRows('config-parse-error', rows, silent);
