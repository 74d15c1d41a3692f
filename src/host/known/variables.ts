import { REDACTED } from '../redact-values.js';
import { reportedValue } from '../reported-variables.js';
import { keepKnownFlags } from './command-line.js';

const WORD = /"(?:[^"\\]|\\.)*"?|'[^']*'?|\S+/g;
/** Variables that hold flags of a daemon, by custom of distributions. */
const FLAGS = /^(?:\w+_)?(?:OPTS|OPTIONS|ARGS|FLAGS|REGISTRY|EXEC)$/;

/** Words of the form `NAME=value`, also in quotes, as they may go into a report: a variable that nobody reads here keeps its name only, other words go. */
export function keepKnownVariables(words: string): string {
  return words.replace(WORD, (word) => {
    const [, before = '', name = '', value] = /^(["']?)([A-Za-z_]\w*)=([\s\S]*)$/.exec(word) ?? [];
    if (value === undefined) return /^(?:\\|redacted)$/.test(word) ? word : REDACTED;
    const close = before !== '' && value.endsWith(before) ? before : '';
    return `${before}${name}=${keepKnownValue(name, value.slice(0, value.length - close.length))}${close}`;
  });
}

/** The value of a variable, bare or in quotes, as it may go into a report. */
export function keepKnownValue(name: string, value: string): string {
  const [, open = '', text = '', close = ''] = /^(\s*["']?)([\s\S]*?)(["']?\s*)$/.exec(value) ?? [];
  if (text === '') return value;
  const kept = FLAGS.test(name) ? keepKnownFlags(text) : (reportedValue(name, text) ?? REDACTED);
  return open + kept + close;
}
