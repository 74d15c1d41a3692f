import { REDACTED } from '../redact-values.js';
import { keepKnownFlags } from './command-line.js';
import { isHarmless } from './harmless.js';
import { holdsVariables, isKnownKey } from './known-keys.js';
import { keepKnownValue, keepKnownVariables } from './variables.js';

const COMMAND_KEY = /^(?:exec(?:start|stop|reload|condition)(?:pre|post)?|cmd|command|args|arguments)$/i;

/** One text of a configuration file as it may go into a report. @param key what it is the value of; null: of nothing. @param parents keys of the tables around. */
export function keepValue(text: string, key: string | null, parents: readonly string[]): string {
  if (key !== null && isKnownKey(key, parents)) return text;
  if (isHarmless(text)) return text;
  if (key === null) return masked(text);
  if (holdsVariables(key)) return keepKnownVariables(text);
  if (parents.some(holdsVariables)) return keepKnownValue(key, text);
  if (COMMAND_KEY.test(key)) return keepKnownFlags(text);
  return masked(text);
}

/** As many lines as there were. */
function masked(text: string): string {
  return REDACTED + '\n'.repeat(text.split('\n').length - 1);
}
