import { rows, silent } from './rows/config-unknown-key.js';
import { checkRows } from './support/check-rows.js';

checkRows('config-unknown-key', rows, silent);
