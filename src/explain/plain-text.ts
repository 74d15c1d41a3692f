/** Longest line that is looked at, characters: error texts are shorter, and work stays bounded on hostile ones. */
const MAX_LINE_CHARACTERS = 8192;
/** Escapes within escapes (a Go string in a JSON log in a kubelet event) that are undone. */
const MAX_ESCAPE_LEVELS = 4;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const TERMINAL = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;
const CONTROL = /[\p{Cc}\p{Cf}]+/gu;
const ESCAPED = /\\+(?:u00([0-9a-f]{2})|x([0-9a-f]{2})|([nrt])|(["'\\/`]))/gi;
/** Words of ASCII with single spaces between them and no backslash: most lines, and nothing below would change them. */
const PLAIN = /^[!-[\]-~]+(?: [!-[\]-~]+)*$/;

/**
 * A line as its program meant it: no colours, no escapes of quotes and line breaks, no borders of a box, single spaces. What it says stays
 * as it is, letter case included.
 */
export function plainText(line: string): string {
  const bounded = line.slice(0, MAX_LINE_CHARACTERS);
  if (PLAIN.test(bounded)) return bounded;
  let text = bounded.replace(TERMINAL, '');
  for (let level = 0; level < MAX_ESCAPE_LEVELS && text.includes('\\'); level += 1) {
    const next = text.replace(ESCAPED, unescaped);
    if (next === text) break;
    text = next;
  }
  return text
    .replace(CONTROL, ' ')
    .replace(/^\s*[│|┃]\s?|\s*[│┃]\s*$/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

function unescaped(_all: string, code?: string, byte?: string, blank?: string, quoted?: string): string {
  const number = code ?? byte;
  if (number !== undefined) {
    const character = String.fromCharCode(Number.parseInt(number, 16));
    return character < ' ' ? ' ' : character;
  }
  return blank === undefined ? (quoted ?? '') : ' ';
}
