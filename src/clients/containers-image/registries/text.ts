import type { Source } from '../../../host/source.js';

/** Longest `says` of a source: one line of a report. */
const SAYS_LIMIT = 160;
/** Text looked at for it: room for a long password before what is shown ends, bounded work for a long value. */
const SAYS_INPUT_LIMIT = 1024;

/** Quotes as Go's `%q` does for the texts that occur in configuration files. */
export function goQuote(text: string): string {
  return JSON.stringify(text).replace(/\\u00([0-9a-f]{2})/g, '\\x$1');
}

/** Masks `user:password@` in front of a host: programs print such text as it stands, a report must not. */
export function withoutUserinfo(text: string): string {
  return text.replace(/[^\s"'/@:]{1,256}:[^\s"'/@]{1,256}@(?!sha\d{3}:)/g, '***@');
}

/** A source in a file; `line` is 1-based or null, `says` is cut to one report line and carries no userinfo. */
export function fileSource(path: string, line: number | null, says: string): Source {
  const clean = withoutUserinfo(says.slice(0, SAYS_INPUT_LIMIT));
  return {
    kind: 'file',
    name: path,
    line,
    says: clean.length > SAYS_LIMIT ? `${clean.slice(0, SAYS_LIMIT - 1)}…` : clean,
  };
}
