/** What XML 1.0 has no place for, even escaped (§2.2 Char): controls but tab and line ends, lone surrogates, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
/** Stands for what is forbidden, so that its loss is seen. */
const REPLACEMENT = '\u{fffd}';
/** Most characters of one text: CI systems keep every result of every run. */
const MAX_CHARACTERS = 64 * 1024;

type Attributes = Readonly<Record<string, string | number>>;

/** An element with text or elements in it; what `element` made goes in as it is. */
export function element(name: string, attributes: Attributes, children: readonly string[] | string = []): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  const inner = typeof children === 'string' ? content(children) : children.map((child) => `\n${child}`).join('');
  if (inner === '') return `<${name}${given.join('')}/>`;
  return `<${name}${given.join('')}>${inner}${typeof children === 'string' ? '' : '\n'}</${name}>`;
}

/** Line ends and tabs would come back as spaces. */
function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

function content(text: string): string {
  return bounded(text)
    .replace(FORBIDDEN, REPLACEMENT)
    .replaceAll('\r\n', '\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function bounded(text: string): string {
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS)}…`;
}
