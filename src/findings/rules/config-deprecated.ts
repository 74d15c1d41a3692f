import { deadSettings } from '../dead-setting.js';
import type { Rule } from '../rule.js';

/** A setting that works now and is gone in the next version. */
export const configDeprecated: Rule = {
  code: 'config-deprecated',
  notices: (context) => deadSettings('config-deprecated', context),
};
