import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';

const FIRST_PAGE = 'docs/guide/README.md';
const STORIES = 'docs/guide/stories.md';
/** What a terminal shows at once. */
const SCREEN = { lines: 60, columns: 100 };
/** A lab is up long before; a machine that is busy needs some of it. */
const LAB_MS = 15_000;

/** What `regdoctor check` prints for a lab, and again with the printed lines pasted, with what differs from run to run made equal. */
async function outputsOf(name: string): Promise<{ broken: string; fixed: string }> {
  const lab = execa(process.execPath, ['bin/run.js', 'lab', name], { reject: false });
  try {
    const line = await new Promise<string>((resolve, reject) => {
      setTimeout(() => reject(new Error(`no lab within ${LAB_MS} ms`)), LAB_MS).unref();
      let said = '';
      lab.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const found = /regdoctor (check .*)\n[\s\S]*ends it/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const check = () =>
      execa(process.execPath, ['bin/run.js', ...line.split(' ')], { reject: false, env: { NO_COLOR: '1' } });
    const { stdout: broken } = await check();
    const pasted = /^mkdir [\s\S]*^REGDOCTOR_EOF$/m.exec(broken)?.[0] ?? '';
    await execa('sh', ['-c', pasted]);
    const { stdout: fixed } = await check();
    return { broken: steady(broken), fixed: steady(fixed) };
  } finally {
    lab.kill();
    await lab;
  }
}

/** Times, bars of time, the temporary root and the loopback address; line breaks, which follow from their lengths. */
function steady(text: string): string {
  return text
    .replace(/\/tmp\/regdoctor-lab-\w+/g, '/host')
    .replace(/\b127\.0\.\d+\.\d+/g, '127.0.80.1')
    .replace(/\d+ ms/g, 'N ms')
    .replace(/[░█▏]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The block of output that follows a mark on a page. */
function printed(page: string, name: string): string {
  const text = readFileSync(page, 'utf8');
  return steady(
    text
      .split(`<!-- output: ${name} -->`)[1]
      ?.split('```')[1]
      ?.replace(/^text\n(?:\$ .*\n)?/, '') ?? '',
  );
}

describe('the guide', () => {
  test.each(['k3s-ca-under-mirrored-name', 'k0s-registries-conf-drop-in'])('%s is as really printed', async (name) => {
    expect(printed(STORIES, name)).not.toBe('');
    expect((await outputsOf(name)).broken).toBe(printed(STORIES, name));
  });

  test('the first page is as really printed, and its fix holds', async () => {
    const { broken, fixed } = await outputsOf('http-on-https-port');
    expect(printed(FIRST_PAGE, 'http-on-https-port')).not.toBe('');
    expect(broken).toBe(printed(FIRST_PAGE, 'http-on-https-port'));
    const verdict = printed(FIRST_PAGE, 'http-on-https-port, fixed');
    expect(verdict).toMatch(/^ok: /);
    expect(fixed.endsWith(verdict)).toBe(true);
  });

  test('the first page gets from the error to the fix on one screen', () => {
    const [screen = ''] = readFileSync(FIRST_PAGE, 'utf8').split('\n## ');
    // Marks and fences are not shown.
    const shown = screen
      .trimEnd()
      .split('\n')
      .filter((line) => !/^(<!--|```)/.test(line));
    const rows = shown.reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / SCREEN.columns)), 0);
    expect(rows).toBeLessThanOrEqual(SCREEN.lines);
  });
});
