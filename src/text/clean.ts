/** Longest piece of input looked at for one visible character: bounds the work on hostile text. */
const INPUT_PER_CHARACTER = 8;

/** Terminal commands such as colours and cursor moves (CSI), in 7-bit and 8-bit form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const COMMAND = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/g;

/** Terminal strings such as titles and links (OSC, DCS, SOS, PM, APC) with their terminator. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const STRING = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)/g;

const LINE_BREAK_OR_TAB = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** C0, C1, format characters (all bidi controls, zero-width ones, tags) and lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * Untrusted text (from a server, a file, the command line) made safe for one line of a terminal or report.
 * Escape sequences, control and bidi characters go; line breaks and tabs become one space; what is longer
 * than `maxCharacters` code points is cut and ends with `…`, which counts.
 */
export function cleanText(text: string, maxCharacters: number): string {
  const limit = Math.max(1, maxCharacters);
  const looked = text.slice(0, limit * INPUT_PER_CHARACTER);
  const clean = looked.replace(STRING, '').replace(COMMAND, '').replace(LINE_BREAK_OR_TAB, ' ').replace(INVISIBLE, '');
  const characters = [...clean];
  if (characters.length <= limit && looked.length === text.length) return clean;
  return `${characters.slice(0, limit - 1).join('')}…`;
}
