import { rows, silent } from './rows/upload-redirect-scheme.js';
import { checkRows } from './support/check-rows.js';

checkRows('upload-redirect-scheme', rows, silent);
