import { rows, silent } from './rows/invalid-reference.js';
import { checkRows } from './support/check-rows.js';

checkRows('invalid-reference', rows, silent);
