import { rows, silent } from './rows/registry-storage-full-or-readonly.js';
import { checkRows } from './support/check-rows.js';

checkRows('registry-storage-full-or-readonly', rows, silent);
