import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/findings/codes.js';
import { labCatalogue } from '../../src/lab/catalogue.js';
import { blocks, byHand, DOCS, PAGES, page, programsOf, section, withoutCode } from './pages.js';
import { CLIENTS, IN_THE_IMAGE, ON_A_NODE } from './programs.js';

const PRINTS = 'What regdoctor prints';
const HEADINGS = ['What you see', 'What it means', 'How regdoctor knows', PRINTS, 'See it by hand', 'Fixes', 'Prevent'];
const documents = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
const labs = labCatalogue();

/** `bash -n`: parses and runs nothing. Throws with the shell's words. */
function parse(script: string): void {
  execFileSync('bash', ['-n'], { input: script, timeout: 5000, stdio: ['pipe', 'pipe', 'pipe'] });
}

test('every finding code has a page, and every page a code', () => {
  expect(PAGES.filter((name) => name !== 'README.md').sort()).toEqual(FINDING_CODES.map((code) => `${code}.md`).sort());
});

describe.each(FINDING_CODES)('%s', (code) => {
  test('has the headings of the template, in order, none empty', () => {
    const text = page(code);
    const lines = byHand(text).split('\n');
    expect(lines[0]).toBe(`# ${code}`);
    expect(lines[2]).toMatch(/^[A-Z].*\.$/);
    const isShown = labs.some(({ expected }) => expected === code);
    const headings = HEADINGS.filter((heading) => heading !== PRINTS || isShown);
    expect([...withoutCode(text).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(headings);
    for (const heading of headings) expect(section(text, heading).trim(), heading).not.toBe('');
    expect(lines.length).toBeGreaterThanOrEqual(40);
    expect(lines.length).toBeLessThanOrEqual(91);
  });

  test('shows symptoms as text, commands as sh, and says what to do in each client', () => {
    const text = page(code);
    expect(blocks(section(text, 'What you see'), 'text').length).toBeGreaterThan(0);
    expect(blocks(section(text, 'See it by hand'), 'sh').length).toBeGreaterThan(0);
    const fixes = section(text, 'Fixes');
    for (const client of ['buildah', 'podman', 'skopeo', 'CRI-O', 'containerd', 'Docker'])
      expect(fixes.includes(client) || /All clients|client setting/.test(fixes), client).toBe(true);
  });

  test('has commands that parse, each line by itself', () => {
    for (const block of blocks(page(code), 'sh')) {
      parse(block);
      for (const line of block.split('\n')) parse(`${line}\n`);
    }
  });

  test('names programs that are there: in the image, or with the client or node that the line is for', () => {
    const known = [...IN_THE_IMAGE, ...CLIENTS, ...ON_A_NODE];
    const named = blocks(byHand(page(code)), 'sh').flatMap(programsOf);
    expect(named.filter((program) => !known.includes(program))).toEqual([]);
    expect(named.some((program) => IN_THE_IMAGE.includes(program))).toBe(true);
  });

  test('is in the index, by text and by layer', () => {
    const index = page('README');
    for (const part of ['By text', 'By layer']) expect(section(index, part)).toContain(`(${code}.md)`);
  });
});

describe.each(documents)('docs/%s', (name) => {
  const text = readFileSync(join(DOCS, name), 'utf8');

  test('has links that resolve', () => {
    const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    for (const target of links.filter((link) => !/^(?:https?:|#)/.test(link))) {
      const [path = '', anchor] = target.split('#');
      const file = join(DOCS, dirname(name), path);
      expect(existsSync(file), target).toBe(true);
      if (anchor !== undefined) expect(anchors(readFileSync(file, 'utf8')), target).toContain(anchor);
    }
  });

  test('closes every code block', () => {
    expect((text.match(/^ *```/gm) ?? []).length % 2).toBe(0);
  });

  test('has tables that a code forge draws: every row has as many cells as the head', () => {
    const lines = text.replace(/^ *```[\s\S]*?^ *```$/gm, '').split('\n');
    for (const [index, line] of lines.entries()) {
      if (!/^\|[-| :]+\|$/.test(line)) continue;
      expect(lines[index - 2] ?? '', line).toBe('');
      const rows = lines.slice(index - 1);
      const end = rows.findIndex((row) => !row.startsWith('|'));
      for (const row of rows.slice(0, end)) expect(cells(row), row).toBe(cells(line));
    }
  });
});

test('every runtime dependency has its reason and its version', () => {
  const manifest = JSON.parse(readFileSync(join(DOCS, '../package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const rows = [
    ...readFileSync(join(DOCS, 'dependencies.md'), 'utf8').matchAll(/^\| `([^`]+)` \| ([\d.]+) \| .+ \| .+ \|$/gm),
  ];
  expect(Object.fromEntries(rows.map(([, name, version]) => [name, version]))).toEqual(manifest.dependencies);
});

/** Cells of a row of a table: a bar without a backslash ends one, inside code too. */
function cells(row: string): number {
  return row.replaceAll('\\|', '').split('|').length - 2;
}

/** Anchors of a page's headings, as code forges make them. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
