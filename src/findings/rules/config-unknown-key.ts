import { deadSettings } from '../dead-setting.js';
import type { Rule } from '../rule.js';

/** A key that no version of the client reads, mostly a typing error. */
export const configUnknownKey: Rule = {
  code: 'config-unknown-key',
  notices: (context) => deadSettings('config-unknown-key', context),
};
