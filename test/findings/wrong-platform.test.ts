import { rows, silent } from './rows/wrong-platform.js';
import { checkRows } from './support/check-rows.js';

checkRows('wrong-platform', rows, silent);
