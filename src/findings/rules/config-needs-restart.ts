import { deadSettings } from '../dead-setting.js';
import type { Rule } from '../rule.js';

/** A file that was changed after the daemon that reads it only at its start: what runs is what the file said before. */
export const configNeedsRestart: Rule = {
  code: 'config-needs-restart',
  notices: (context) => deadSettings('config-needs-restart', context),
};
