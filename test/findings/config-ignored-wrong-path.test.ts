import { rows, silent } from './rows/config-ignored-wrong-path.js';
import { checkRows } from './support/check-rows.js';

checkRows('config-ignored-wrong-path', rows, silent);
