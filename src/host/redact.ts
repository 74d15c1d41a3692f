import { redactJson } from './redact-json.js';
import { isAuthKey, isSecretKey, REDACTED, redactedAuth } from './redact-values.js';

/** From the first line of a private key to its last, or to the end of a cut file; also as one JSON string. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END )[\s\S])*(?:-----END [A-Z0-9 ]*-----)?/g;

/** User information of a URL: `//user:password@`. */
const USER_INFORMATION = /\/\/[^\s/"'<>`]+@/g;

/** `key = "value"`, `key: value`, `"key": "value"` anywhere in a line; the value quoted, or bare up to the end or a delimiter. */
const ASSIGNMENT =
  /(["']?)([A-Za-z][\w.-]{0,60})\1([ \t]*[=:][ \t]*)("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|[^\s"'#,;{}[\]][^\n#,}\]]*)/g;

/**
 * The text of a file as it may go into a report. Same lines, same structure, other secrets: `auth` decodes to
 * `redacted:redacted` (or stays as broken as it was), so that a diagnosis of the redacted file comes out the same.
 * Private keys go, and so does the user information of URLs. `path` tells nothing yet about what is in a file that can be trusted: all rules apply to all files.
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
  return text.replace(ASSIGNMENT, (whole, quote: string, key: string, sign: string, value: string) => {
    const name = key.split('.').at(-1) ?? key;
    if (!isSecretKey(name)) return whole;
    const bare = unquoted(value);
    const shown = isAuthKey(name) ? redactedAuth(bare.text) : REDACTED;
    return bare.text === ''
      ? whole
      : `${quote}${key}${quote}${sign}${bare.mark}${shown.trimEnd()}${'\n'.repeat(lineCount(value))}${bare.mark}`;
  });
}

function unquoted(value: string): { mark: string; text: string } {
  const mark = /^(?:"""|'''|"|')/.exec(value)?.[0] ?? '';
  const end = mark !== '' && value.length > mark.length && value.endsWith(mark) ? -mark.length : undefined;
  return { mark, text: value.slice(mark.length, end).trim() };
}
