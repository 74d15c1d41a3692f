import { rows, silent } from './rows/blob-redirect-unreachable.js';
import { checkRows } from './support/check-rows.js';

checkRows('blob-redirect-unreachable', rows, silent);
