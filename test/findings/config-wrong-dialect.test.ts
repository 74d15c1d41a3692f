import { rows, silent } from './rows/config-wrong-dialect.js';
import { checkRows } from './support/check-rows.js';

checkRows('config-wrong-dialect', rows, silent);
