import { deadSettings } from '../dead-setting.js';
import type { Rule } from '../rule.js';

/** A setting in the right form at a place that this client doesn't read: a CA under the wrong name, a drop-in without `.conf`. */
export const configIgnoredWrongPath: Rule = {
  code: 'config-ignored-wrong-path',
  notices: (context) => deadSettings('config-ignored-wrong-path', context),
};
