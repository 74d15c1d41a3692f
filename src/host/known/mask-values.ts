import { REDACTED } from '../redact-values.js';
import { keepKnownFlags } from './command-line.js';
import { isHarmless } from './harmless.js';
import { holdsVariables, isKnownKey } from './known-keys.js';
import { keepKnownVariable } from './variables.js';

const COMMAND_KEY = /^(?:exec(?:start|stop|reload|condition)(?:pre|post)?|cmd|command|args|arguments)$/i;
/** Values of a URL's query, which may be what grants access. */
const QUERY_VALUE = /([?&][^=&\s"'#]{1,200}=)[^&\s"'#]+/g;

/** One text of a configuration file as it may go into a report. @param key what it is the value of; null: of nothing. @param parents keys of the tables around. */
export function keepValue(text: string, key: string | null, parents: readonly string[]): string {
  if (isHarmless(text)) return text;
  if (key === null) return masked(text);
  if (holdsVariables(key)) return /^\s*[A-Za-z_]\w*=/.test(text) ? keepKnownVariable(text) : masked(text);
  if (parents.some(holdsVariables)) return keepKnownVariable(`${key}=${text}`).slice(key.length + 1);
  if (COMMAND_KEY.test(key)) return keepKnownFlags(text);
  return isKnownKey(key, parents) ? text.replace(QUERY_VALUE, `$1${REDACTED}`) : masked(text);
}

/** As many lines as there were. */
function masked(text: string): string {
  return REDACTED + '\n'.repeat(text.split('\n').length - 1);
}
