import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderPage } from '../../../src/report/runbook/render.js';

const PLAIN = { color: false, unicode: true, width: 80, verbose: false };
const PAGES = readdirSync('docs/runbooks').filter((name) => name.endsWith('.md'));

describe('a page for a terminal', () => {
  test('underlines headings, keeps backticks, folds running text', () => {
    const page = `# one\n\n## Two\n\nSome \`code\`, **strong** and [a page](other.md).\n\n- item ${'word '.repeat(20)}end\n  - inner\n`;
    expect(renderPage(page, { ...PLAIN, width: 40 })).toBe(
      [
        'one\n═══\n\nTwo\n───\n\nSome `code`, strong and a page.\n',
        '• item word word word word word word\n  word word word word word word word\n  word word word word word word word end\n  • inner\n',
      ].join('\n'),
    );
  });

  test('leaves commands as they are, and folds what programs print', () => {
    const long = `curl --verbose ${'x'.repeat(90)} https://registry.example.com/`;
    const page = `\`\`\`sh\n${long}\n\`\`\`\n\n\`\`\`text\nGet it ${'now '.repeat(30)}\n\`\`\`\n`;
    const lines = renderPage(page, PLAIN).split('\n');
    expect(lines[0]).toBe(`    ${long}`);
    expect(lines.slice(1).filter((line) => line.length > 80)).toEqual([]);
  });

  test('lines tables up, or makes lists of rows that are too wide for it', () => {
    const small = '| a | b |\n| --- | --- |\n| `x|y` | two |\n';
    expect(renderPage(small, PLAIN)).toBe('a      b\n─────  ───\n`x|y`  two\n');
    const wide = `| first | second |\n| --- | --- |\n| ${'a'.repeat(50)} | ${'b'.repeat(50)} |\n`;
    expect(renderPage(wide, PLAIN)).toBe(`${'a'.repeat(50)}\n  second: ${'b'.repeat(50)}\n`);
  });

  test('has no character beyond ASCII of its own where the terminal has none', () => {
    const page = '# one\n\n- item\n\n| a | b |\n| --- | --- |\n| c | d |\n';
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
    expect(renderPage(page, { ...PLAIN, unicode: false })).toMatch(/^[\x00-\x7f]*$/);
  });

  test.each(PAGES)('%s: running text fits 80 columns, and nothing of Markdown is left', (name) => {
    const markdown = readFileSync(`docs/runbooks/${name}`, 'utf8');
    const blocks = new Set(
      [...markdown.matchAll(/^\s*```\w*\n([\s\S]*?)^\s*```/gm)].flatMap(([, body = '']) =>
        body.split('\n').map((line) => line.trim()),
      ),
    );
    const own = renderPage(markdown, PLAIN)
      .split('\n')
      .filter((line) => !blocks.has(line.trim()));
    // A word that is longer than a line stays whole, so that it can be copied.
    expect(own.filter((line) => [...line].length > 80 && /\S\s+\S/.test(line.trim().replace(/^[•-] /, '')))).toEqual(
      [],
    );
    expect(own.filter((line) => /^\||\]\(|<!--|^```/.test(line))).toEqual([]);
  });
});
