import { rows, silent } from './rows/manifest-unknown.js';
import { checkRows } from './support/check-rows.js';

checkRows('manifest-unknown', rows, silent);
