import { rows, silent } from './rows/short-name-unresolved.js';
import { checkRows } from './support/check-rows.js';

checkRows('short-name-unresolved', rows, silent);
