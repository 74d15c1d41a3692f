import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';

const GUIDE = 'docs/guide/README.md';
/** A lab is up long before; a machine that is busy needs some of it. */
const LAB_MS = 15_000;

/** What `regdoctor check` prints for a lab, with what differs from run to run made equal. */
async function outputOf(name: string): Promise<string> {
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
    const { stdout } = await execa(process.execPath, ['bin/run.js', ...line.split(' ')], {
      reject: false,
      env: { NO_COLOR: '1' },
    });
    return steady(stdout);
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
    .replace(/[░█▒▓]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The block of output that follows a mark in the guide. */
function printed(name: string): string {
  const text = readFileSync(GUIDE, 'utf8');
  return steady(
    text
      .split(`<!-- output: ${name} -->`)[1]
      ?.split('```')[1]
      ?.replace(/^text\n\$ .*\n/, '') ?? '',
  );
}

describe('the first page of the guide', () => {
  test.each(['k3s-ca-under-mirrored-name', 'k0s-registries-conf-drop-in'])('%s is as really printed', async (name) => {
    expect(printed(name)).not.toBe('');
    expect(await outputOf(name)).toBe(printed(name));
  });
});
