import { redactJson } from './redact-json.js';
import { isAuthKey, REDACTED, redactedAuth, SECRET_NAMES } from './redact-values.js';

/** From the first line of a private key to its last, or to the end of a cut file; also as one JSON string. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END )[\s\S])*(?:-----END [A-Z0-9 ]*-----)?/g;

/** User information of a URL: `//user:password@`. */
const USER_INFORMATION = /\/\/[^\s/"'<>`]+@/g;

const NAME = SECRET_NAMES.join('|');

/** A block of lines (`key: |`), a quoted text of either kind, or a bare one up to the end of the line or a delimiter. */
const VALUE =
  '[|>][-+\\d]*[ \\t]*\\n(?:[ \\t]+[^\\n]*\\n)*|"""[\\s\\S]*?"""|\'\'\'[\\s\\S]*?\'\'\'|"(?:[^"\\\\\\n]|\\\\.)*"?|\'[^\'\\n]*\'?|[^\\s"\'#,;{}[\\]][^\\n#,}\\]]*';

/** `key = "value"`, `key: value`, `"key": "value"` anywhere in a line, the key also as the end of a longer one (`MY_PASSWORD`). */
const ASSIGNMENT = new RegExp(`(?<![a-z0-9])(${NAME})(["']?[ \\t]*[=:][ \\t]*)(${VALUE})`, 'gi');

/** YAML: the value on a line of its own below its key. */
const VALUE_BELOW = new RegExp(`(?<![a-z0-9])(${NAME})(["']?[ \\t]*:[ \\t]*\\n[ \\t]+)([^\\s:#-][^\\n:]*)$`, 'gim');

/**
 * The text of a file as it may go into a report. Same lines, same structure, other secrets: `auth` decodes to
 * `redacted:redacted` (or stays as broken as it was), so that a diagnosis of the redacted file comes out the same.
 * Private keys go, and so does the user information of URLs. All rules apply to all
 * files: a secret may lie under any path.
 */
export function redactFile(_path: string, text: string): string {
  const withoutKeys = text.replace(PRIVATE_KEY, (block) => `[private key removed]${'\n'.repeat(lineCount(block))}`);
  return redactUserInformation(redactJson(withoutKeys) ?? redactAssignments(withoutKeys));
}

/** `https://user:password@proxy` → `https://redacted@proxy`, everywhere in a text. */
export function redactUserInformation(text: string): string {
  return text.replace(USER_INFORMATION, `//${REDACTED}@`);
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

function redactAssignments(text: string): string {
  return text.replace(ASSIGNMENT, redactMatch).replace(VALUE_BELOW, redactMatch);
}

function redactMatch(whole: string, key: string, sign: string, value: string): string {
  const { mark, text } = unquoted(value);
  if (text === '') return whole;
  const shown = isAuthKey(key) ? redactedAuth(text) : REDACTED;
  return `${key}${sign}${mark}${shown}${mark}${'\n'.repeat(lineCount(value))}`;
}

function unquoted(value: string): { mark: string; text: string } {
  const mark = /^(?:"""|'''|"|')/.exec(value)?.[0] ?? '';
  const end = mark !== '' && value.length > mark.length && value.endsWith(mark) ? -mark.length : undefined;
  return { mark, text: value.slice(mark.length, end).trim() };
}
