import { rows, silent } from './rows/rate-limited.js';
import { checkRows } from './support/check-rows.js';

checkRows('rate-limited', rows, silent);
