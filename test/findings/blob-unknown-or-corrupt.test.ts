import { rows, silent } from './rows/blob-unknown-or-corrupt.js';
import { checkRows } from './support/check-rows.js';

checkRows('blob-unknown-or-corrupt', rows, silent);
