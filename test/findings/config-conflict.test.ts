import { rows, silent } from './rows/config-conflict.js';
import { checkRows } from './support/check-rows.js';

checkRows('config-conflict', rows, silent);
