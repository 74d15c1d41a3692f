import { rows, silent } from './rows/registry-5xx.js';
import { checkRows } from './support/check-rows.js';

checkRows('registry-5xx', rows, silent);
