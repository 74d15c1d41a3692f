import { rows, silent } from './rows/digest-mismatch.js';
import { checkRows } from './support/check-rows.js';

checkRows('digest-mismatch', rows, silent);
