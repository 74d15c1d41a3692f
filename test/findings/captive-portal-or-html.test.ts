import { rows, silent } from './rows/captive-portal-or-html.js';
import { checkRows } from './support/check-rows.js';

checkRows('captive-portal-or-html', rows, silent);
