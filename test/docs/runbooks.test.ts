import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/findings/codes.js';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const RUNBOOKS = join(DOCS, 'runbooks');
const HEADINGS = ['What you see', 'What it means', 'How regdoctor knows', 'See it by hand', 'Fixes', 'Prevent'];
const pages = readdirSync(RUNBOOKS).filter((name) => name.endsWith('.md'));
const documents = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));

function page(code: string): string {
  return readFileSync(join(RUNBOOKS, `${code}.md`), 'utf8');
}

/** Contents of the fenced blocks of one language, indented ones too. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/^ *```(\S*)\n([\s\S]*?)^ *```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , content = '']) => content);
}

/** Headings and links don't count inside code. */
function withoutCode(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, '');
}

function section(text: string, heading: string): string {
  return text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
}

/** `sh -n`: parses and runs nothing. Throws with the shell's words. */
function parse(script: string): void {
  execFileSync('sh', ['-n'], { input: script, timeout: 5000, stdio: ['pipe', 'pipe', 'pipe'] });
}

test('every finding code has a page, and every page a code', () => {
  expect(pages.filter((name) => name !== 'README.md').sort()).toEqual(FINDING_CODES.map((code) => `${code}.md`).sort());
});

describe.each(FINDING_CODES)('%s', (code) => {
  test('has the headings of the template, in order, none empty', () => {
    const text = page(code);
    const lines = text.split('\n');
    expect(lines[0]).toBe(`# ${code}`);
    expect(lines[2]).toMatch(/^[A-Z].*\.$/);
    expect([...withoutCode(text).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
    for (const heading of HEADINGS) expect(section(text, heading).trim(), heading).not.toBe('');
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

/** Anchors of a page's headings, as code forges make them. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
