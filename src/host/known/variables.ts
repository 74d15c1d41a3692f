import { redactEnvironment } from '../redact-environment.js';
import { REDACTED } from '../redact-values.js';
import { keepKnownFlags } from './command-line.js';

/** Variables that hold flags of a daemon, by custom of distributions. */
const FLAGS = /^(?:\w+_)?(?:OPTS|OPTIONS|ARGS|FLAGS|REGISTRY|EXEC)$/;

/** `NAME=value` as it may go into a report: a variable that nobody reads here keeps its name only. Text of another form comes back as it is. */
export function keepKnownVariable(assignment: string): string {
  const [whole = '', name = '', value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=([\s\S]*)$/.exec(assignment) ?? [];
  if (whole === '') return assignment;
  const before = assignment.slice(0, assignment.length - value.length);
  return before + keepKnownValue(name, value);
}

/** The value of a variable, bare or in quotes, as it may go into a report. */
export function keepKnownValue(name: string, value: string): string {
  const [, open = '', text = '', close = ''] = /^(\s*["']?)([\s\S]*?)(["']?\s*)$/.exec(value) ?? [];
  if (text === '') return value;
  const kept = FLAGS.test(name) ? keepKnownFlags(text) : (redactEnvironment({ [name]: text })[name] ?? REDACTED);
  return open + kept + close;
}
