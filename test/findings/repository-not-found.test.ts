import { rows, silent } from './rows/repository-not-found.js';
import { checkRows } from './support/check-rows.js';

checkRows('repository-not-found', rows, silent);
