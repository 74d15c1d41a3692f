import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crictlLines } from '../../src/prove/crictl.js';
import type { RealClient } from '../../src/prove/real-clients.js';
import { removeStored, storedBefore } from '../../src/prove/stored-image.js';

const REFERENCE = 'registry.test/team/app:1.0';
const ABSENT = `echo 'level=fatal msg="no such image \\"${REFERENCE}\\" present"'; exit 1`;

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crictl-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A crictl that answers so, and keeps what it was asked. */
async function runtime(answers: { inspecti: string; images?: string }): Promise<RealClient> {
  const program = join(directory, 'crictl');
  const script = `#!/bin/sh
echo "$5" >>${directory}/asked
case "$5" in inspecti) ${answers.inspecti} ;; images) ${answers.images ?? 'exit 1'} ;; esac`;
  await writeFile(program, script);
  await chmod(program, 0o755);
  const { pull, ...stored } = crictlLines(program, '/run/containerd/containerd.sock');
  return { name: 'containerd', program, pull: ({ reference }) => pull(reference), stored };
}

const asked = async () => (await readFile(join(directory, 'asked'), 'utf8')).trim().split('\n');
const described = (tags: readonly string[]) =>
  `echo '${JSON.stringify({ status: { id: 'sha256:aa', repoTags: tags, repoDigests: [] } })}'`;

describe('before a pull into the storage of a node', () => {
  test('an image that is not there: what else is', async () => {
    const real = await runtime({ inspecti: ABSENT, images: `echo '{"images":[{"id":"sha256:bb"}]}'` });
    expect(await storedBefore(real, REFERENCE)).toEqual({ ids: ['sha256:bb'] });
  });

  test.each([
    ['it is there', { inspecti: 'exit 0' }, /on the node already$/],
    [
      'the runtime does not answer',
      { inspecti: `echo 'connect: connection refused'; exit 1`, images: `echo '{"images":[]}'` },
      /does not say/,
    ],
    ['the list cannot be had', { inspecti: ABSENT, images: 'exit 1' }, /does not say/],
    ['the list is none', { inspecti: ABSENT, images: 'echo nothing' }, /does not say/],
  ])('%s: not run', async (_, answers, why) => {
    expect(await storedBefore(await runtime(answers), REFERENCE)).toMatch(why);
  });
});

describe('after it', () => {
  const before = { ids: ['sha256:bb'] };

  test('the image goes', async () => {
    expect(await removeStored(await runtime({ inspecti: described([REFERENCE]) }), REFERENCE, before)).toBeNull();
    expect(await asked()).toEqual(['inspecti', 'rmi']);
  });

  test('nothing came: nothing is removed', async () => {
    expect(await removeStored(await runtime({ inspecti: ABSENT }), REFERENCE, before)).toBeNull();
    expect(await asked()).toEqual(['inspecti']);
  });

  test.each([
    ['another tag', [REFERENCE, 'registry.test/team/other:1.0'], before, /under another name/],
    ['its id was there before', [REFERENCE], { ids: ['sha256:aa'] }, /under another name/],
  ])('%s is the same image: all of it stays', async (_, tags, known, why) => {
    expect(await removeStored(await runtime({ inspecti: described(tags) }), REFERENCE, known)).toMatch(why);
    expect(await asked()).toEqual(['inspecti']);
  });

  test('the runtime does not answer: nothing is removed, and that is told', async () => {
    const real = await runtime({ inspecti: 'exit 1' });
    expect(await removeStored(real, REFERENCE, before)).toMatch(/could not be seen; this shows it: .*inspecti/);
    expect(await asked()).toEqual(['inspecti']);
  });
});
