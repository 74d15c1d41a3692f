import { keepKnown } from './known/keep-known.js';
import { readKubernetesSecret, writeKubernetesSecret } from './kubernetes-secret.js';
import { blankBroken, redactJson } from './redact-json.js';
import { isAuthKey, REDACTED, redactedAuth, SECRET_NAMES } from './redact-values.js';
import { redactUserInformation } from './user-information.js';

/** Stands in a saved file where a private key was. */
export const REMOVED_KEY = '[private key removed]';

/** From the first line of a private key to its last, or to the end of a cut file; also as one JSON string. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END )[\s\S])*(?:-----END [A-Z0-9 ]*-----)?/g;

/** Values of a URL's query may be what grants access: signatures, tokens. */
const QUERY_VALUE = /([?&][A-Za-z][\w.-]{0,100}=)[^&\s"'#,\]})>]+/g;

const NAME = SECRET_NAMES.join('|');

/** A block of lines (`key: |`) or a quoted text of either kind. */
const QUOTED =
  '[|>][-+\\d]*[ \\t]*\\n(?:[ \\t]+[^\\n]*\\n)*|"""[\\s\\S]*?"""|\'\'\'[\\s\\S]*?\'\'\'|"(?:[^"\\\\\\n]|\\\\.)*"?|\'[^\'\\n]*\'?';
/** A bare text up to the end of the line or a comment. */
const BARE = '[^\\s"\'#,;{}[\\]](?:[^\\n#]|(?<!\\s)#)*';
/** A bare text inside `{…}`, where delimiters end it. */
const BARE_IN_FLOW = '[^\\s"\'#,;{}[\\]][^\\n#,}\\]]*';

/** `key = "value"`, `key: value`, `"key": "value"` anywhere in a line, the key also as the end of a longer one (`MY_PASSWORD`). */
function assignment(value: string): RegExp {
  return new RegExp(`(?<![a-z0-9?&])(${NAME})(["']?[ \\t]*[=:][ \\t]*)(${value})`, 'gi');
}

const ASSIGNMENT = assignment(`${QUOTED}|${BARE}`);
const ASSIGNMENT_IN_FLOW = assignment(`${QUOTED}|${BARE_IN_FLOW}`);

/** How far back on the line a brace is looked for: bounds the work on files that are one long line. */
const FLOW_LOOK_BACK = 1000;

/** YAML: the value on a line of its own below its key. */
const VALUE_BELOW = new RegExp(`(?<![a-z0-9])(${NAME})(["']?[ \\t]*:[ \\t]*\\n[ \\t]+)([^\\s:#-][^\\n:]*)$`, 'gim');

/**
 * The text of a file as it may go into a report. Same lines, same structure, other secrets: `auth` decodes to
 * `redacted:redacted` (or stays as broken as it was), so that a diagnosis of the redacted file comes out the same.
 * Private keys go, and so does the user information of URLs, and then every value that could be a secret and whose key is not known
 * to have none (`known/`). All rules apply to all files: a secret may lie under any path.
 * @param credentialFiles paths that were named as files of credentials: what is no JSON there is blanked whole.
 * @param comments `removed` where the text leaves the machine; a fix shows people their own.
 */
export function redactFile(
  path: string,
  text: string,
  credentialFiles: readonly string[] = [],
  comments: 'kept' | 'removed' = 'kept',
): string {
  const secret = redactKubernetesSecret(text);
  if (secret !== null) return secret;
  const shouldBeJson = credentialFiles.includes(path) || /(?:^|\/)(?:auth\.json|config\.json|\.dockercfg)$/.test(path);
  if (shouldBeJson && !/^\s*\{/.test(text)) return blankBroken(text);
  const withoutKeys = text.replace(PRIVATE_KEY, (block) => `${REMOVED_KEY}${'\n'.repeat(lineCount(block))}`);
  const json = redactJson(withoutKeys);
  const kept = json ?? keepKnown(path, redactAssignments(withoutKeys), comments);
  return redactUserInformation(kept).replace(QUERY_VALUE, `$1${REDACTED}`);
}

/** A Secret object with its login redacted as the file inside would be; null for any other text. */
function redactKubernetesSecret(text: string): string | null {
  const read = readKubernetesSecret(text);
  if (read.kind === 'other') return null;
  if (read.kind === 'broken') return writeKubernetesSecret(read.type, null, null);
  return writeKubernetesSecret(read.type, read.key, redactJson(read.config) ?? blankBroken(read.config));
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

/** A part of every one of `SECRET_NAMES`: what has none of these has no such key, and most files have none. */
const PART_OF_NAME = /auth|passw|username|token|secret|key|cookie/i;

/** Inside braces first, where a line may hold several assignments; elsewhere a bare value is the rest of its line. */
function redactAssignments(text: string): string {
  if (!PART_OF_NAME.test(text)) return text;
  return text
    .replace(ASSIGNMENT_IN_FLOW, (whole, key: string, sign: string, value: string, offset: number, all: string) =>
      isInFlow(all, offset) ? redactMatch(whole, key, sign, value) : whole,
    )
    .replace(ASSIGNMENT, (whole, key: string, sign: string, value: string, offset: number, all: string) =>
      isInFlow(all, offset) ? whole : redactMatch(whole, key, sign, value),
    )
    .replace(VALUE_BELOW, redactMatch);
}

function isInFlow(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - FLOW_LOOK_BACK), offset);
  return before.slice(before.lastIndexOf('\n') + 1).includes('{');
}

function redactMatch(whole: string, key: string, sign: string, value: string): string {
  const { open, text, close } = unquoted(value);
  if (text === '') return whole;
  const shown = isAuthKey(key) ? redactedAuth(text) : REDACTED;
  return `${key}${sign}${open}${shown}${close}${'\n'.repeat(lineCount(value))}`;
}

/** Quotation marks and text of a value; one that was never closed stays unclosed. */
function unquoted(value: string): { open: string; text: string; close: string } {
  const open = /^(?:"""|'''|"|')/.exec(value)?.[0] ?? '';
  const close = open !== '' && value.length >= 2 * open.length && value.endsWith(open) ? open : '';
  return { open, text: value.slice(open.length, value.length - close.length).trim(), close };
}
