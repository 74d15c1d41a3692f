import Check from './check.js';

/** Every command by the words that call it. */
export const COMMANDS = {
  check: Check,
};
