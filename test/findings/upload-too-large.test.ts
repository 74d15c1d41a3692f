import { rows, silent } from './rows/upload-too-large.js';
import { checkRows } from './support/check-rows.js';

checkRows('upload-too-large', rows, silent);
