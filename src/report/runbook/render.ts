import { fold } from '../text/fold.js';
import { styleOf, type TextOptions } from '../text/style.js';
import { foldWords, wordsOf } from './inline.js';
import { renderTable } from './table.js';

const COMMENT = /<!--[\s\S]*?-->\n?/g;
const CODE_INDENT = '    ';

/**
 * A page of Markdown as the runbooks use it (headings, paragraphs, lists, tables, fenced code) for a terminal. Commands and files are never
 * folded, so that they can be copied; what programs print is.
 */
export function renderPage(markdown: string, options: TextOptions): string {
  const lines = markdown.replace(COMMENT, '').split('\n');
  const blocks: (readonly string[])[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const until = (isPart: (text: string) => boolean): readonly string[] => {
      const from = at;
      while (at < lines.length && (at === from || isPart(lines[at] ?? ''))) at += 1;
      return lines.slice(from, at);
    };
    if (line.trim() === '') at += 1;
    else if (/^\s*```/.test(line)) blocks.push(code(until(isInside()), options));
    else if (line.startsWith('#')) blocks.push(heading(until(() => false)[0] ?? '', options));
    else if (line.startsWith('|'))
      blocks.push(
        renderTable(
          until((text) => text.startsWith('|')),
          options,
        ),
      );
    else if (isItem(line))
      blocks.push(
        item(
          until((text) => /^\s+\S/.test(text) && !isItem(text) && !/^\s*```/.test(text)),
          options,
        ),
      );
    else
      blocks.push(
        paragraph(
          until((text) => text.trim() !== '' && !/^(?:#|\||\s*```)/.test(text) && !isItem(text)),
          '',
          '',
          options,
        ),
      );
  }
  return `${spaced(blocks).join('\n')}\n`;
}

/** Lines after an opening fence, up to the closing one. */
function isInside(): (text: string) => boolean {
  let isOpen = true;
  return (text) => {
    const was = isOpen;
    if (/^\s*```\s*$/.test(text)) isOpen = false;
    return was;
  };
}

function isItem(text: string): boolean {
  return /^\s*(?:[-*]|\d+\.) /.test(text);
}

/** Blank lines between blocks, none between items of a list. */
function spaced(blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks.flatMap((block, index) => {
    const before = blocks[index - 1]?.[0] ?? '';
    const isList = isItem(block[0] ?? '') || /^\s*• /u.test(block[0] ?? '');
    const wasList = isItem(before) || /^\s*• /u.test(before);
    return index === 0 || (isList && wasList) ? block : ['', ...block];
  });
}

function heading(line: string, options: TextOptions): readonly string[] {
  const { paint } = styleOf(options);
  const level = line.match(/^#+/)?.[0].length ?? 1;
  const text = line.replace(/^#+\s*/, '');
  const rule = level === 1 ? (options.unicode ? '═' : '=') : options.unicode ? '─' : '-';
  return [paint('bold', text), ...(level > 2 ? [] : [rule.repeat(text.length)])];
}

function item(lines: readonly string[], options: TextOptions): readonly string[] {
  const [first = '', ...rest] = lines;
  const { 1: indent = '', 2: mark = '-', 3: text = '' } = /^(\s*)([-*]|\d+\.) (.*)$/.exec(first) ?? [];
  const shown = /^\d/.test(mark) ? mark : options.unicode ? '•' : '-';
  return paragraph([text, ...rest], `${indent}${' '.repeat(shown.length + 1)}`, `${indent}${shown} `, options);
}

function paragraph(lines: readonly string[], indent: string, first: string, options: TextOptions): readonly string[] {
  return foldWords(wordsOf(lines.join(' ').trim(), options), options.width - indent.length).map(
    ({ shown }, index) => `${index === 0 ? first : indent}${shown}`,
  );
}

function code(lines: readonly string[], options: TextOptions): readonly string[] {
  const { paint } = styleOf(options);
  const language = (lines[0] ?? '').replace(/^\s*```/, '').trim();
  const body = lines.slice(1, -1);
  const isCommand = language !== 'text' && language !== '';
  const longest = Math.max(0, ...body.map((line) => line.length));
  // What a program prints at 80 columns stays as it is there, with less before it.
  const indent = isCommand || longest > options.width ? CODE_INDENT : CODE_INDENT.slice(0, options.width - longest);
  return body.flatMap((line) => {
    if (line === '') return [''];
    if (isCommand) return [`${indent}${paint('cyan', line)}`];
    const own = `${indent}${/^\s*/.exec(line)?.[0] ?? ''}`;
    return indent.length + line.length <= options.width
      ? [`${indent}${line}`]
      : fold(line, options.width, `${own}  `, own);
  });
}
