import { BASE } from './style/base.js';
import { CHART } from './style/chart.js';
import { COLORS } from './style/colors.js';
import { LAYOUT } from './style/layout.js';
import { PARTS } from './style/parts.js';
import { PATH } from './style/path.js';
import { PRINT } from './style/print.js';

/** The page's only style sheet. */
export const STYLE: string = [COLORS, BASE, LAYOUT, PARTS, CHART, PATH, PRINT].join('');
