import { keepKnownComment } from './comments.js';
import { maskLines } from './mask-lines.js';
import { keepValue } from './mask-values.js';
import { keepPlainFile } from './plain-files.js';
import { keepKnownValue } from './variables.js';

const CERTIFICATES = /-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g;
/** Files that hold certificates and nothing else. */
const CERTIFICATE_FILE = /\.(?:crt|pem|cert|cer|key)$|^\/etc\/(?:ssl|pki)\//;
/** Files of `NAME=value` lines: environments of services and logins. */
const VARIABLES_FILE = /^\/etc\/(?:environment$|default\/|sysconfig\/|conf\.d\/)|\.env$/;

/**
 * A text that has no keys or is no JSON, with everything taken out that is not known to be harmless: values under keys that nobody reads here, words
 * that stand alone. The number of lines stays.
 * @param comments `removed`: people write anything into comments, and on lines that are no setting.
 */
export function keepKnown(path: string, text: string, comments: 'kept' | 'removed'): string {
  const comment = comments === 'kept' ? (found: string): string => found : keepKnownComment;
  if (CERTIFICATE_FILE.test(path) || text.trimStart().startsWith('-----BEGIN ')) return onlyBlocks(text);
  const plain = keepPlainFile(path, text, comment);
  if (plain !== null) return plain;
  const alone =
    comments === 'kept' ? (found: string): string => found : (found: string): string => keepValue(found, null, []);
  return VARIABLES_FILE.test(path) ? variables(text, { comment, alone }) : maskLines(text, { comment, alone });
}

/** Between the blocks of a file of certificates nothing is read. */
function onlyBlocks(text: string): string {
  let shown = '';
  let at = 0;
  for (const { 0: block, index } of text.matchAll(CERTIFICATES)) {
    shown += blank(text.slice(at, index)) + block;
    at = index + block.length;
  }
  return shown + blank(text.slice(at));
}

/** Marks of what was taken out stay. */
function blank(text: string): string {
  return text.replace(/[^\n]+/g, (line) => (/^\[(?:private key|certificate) removed\]\s*$/.test(line) ? line : ''));
}

function variables(
  text: string,
  { comment, alone }: { comment: (text: string) => string; alone: (text: string) => string },
): string {
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*[#;]/.test(line)) return line.replace(/[#;].*/, comment);
      const [, before = '', name = '', value = ''] = /^(\s*(?:export\s+)?([A-Za-z_]\w*)\s*=)(.*)$/.exec(line) ?? [];
      // A value goes on behind a backslash: what it is of is not seen there.
      return name === '' ? line.replace(/[^\s\\]+/g, alone) : before + keepKnownValue(name, value);
    })
    .join('\n');
}
