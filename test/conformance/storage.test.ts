import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { StorageDocument } from '../../src/report/storage/schema.js';
import { Namespace } from './rig/namespace.js';
import { PROGRAM_DIRECTORY } from './rig/regdoctor.js';
import { writeImage } from './storage/image.js';
import { IN_POD, inPod, type PodMaker, type PodOptions } from './storage/pod.js';
import { MAPPERS, RANGES, ROOM, SET_UPS, USER, VOLUME } from './storage/set-ups.js';

const { missing, directory: shared } = inject('conformance');

/** What the real programs are asked to do; the names are those of prospects. */
const OPERATIONS = {
  pull: `buildah pull -q oci:${IN_POD.image}:1`,
  bud: `buildah bud -q -t t ${IN_POD.image}/context`,
  run: `podman run --rm oci:${IN_POD.image}:1`,
} as const;
type Operation = keyof typeof OPERATIONS;
type Real = Readonly<Record<Operation, { readonly works: boolean; readonly says: string }>>;

const REGDOCTOR = `${IN_POD.node} ${IN_POD.regdoctor}/bin/run.js storage`;
/** Names of scratch directories that are left, one a line. */
const LEFT = `find /var/lib/containers /home/pod /var/tmp /run /tmp -maxdepth 3 -name '.regdoctor-*' 2>/dev/null`;

describe.skipIf(missing.length > 0)('regdoctor storage', () => {
  let maker: PodMaker;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'regdoctor-storage-'));
    // User namespaces see it from outside.
    await chmod(directory, 0o755);
    const image = join(directory, 'image');
    await writeImage(image);
    const outside = { node: process.execPath, regdoctor: join(shared, PROGRAM_DIRECTORY), image };
    maker = { namespace: await Namespace.create(), directory, outside };
  });

  afterAll(async () => {
    await maker?.namespace.end();
    await rm(directory, { recursive: true, force: true });
  });

  /** What the real programs do, each in a pod of its own, after some lines of shell. */
  async function really(pod: PodOptions, before = ''): Promise<Real> {
    const done = Object.entries(OPERATIONS).map(async ([operation, command]) => {
      const { code, stderr } = await inPod(maker, pod, `${before}\n${command}`);
      return [operation, { works: code === 0, says: stderr }] as const;
    });
    return Object.fromEntries(await Promise.all(done)) as Real;
  }

  // By `%s`: longer names are cut otherwise.
  test.each(SET_UPS.map((each) => [each.name, each] as const))('%s', async (_, { pod, finds, cured, fixable }) => {
    const script = `${REGDOCTOR} --json; code=$?; ${LEFT} >&2; exit $code`;
    const [looked, real] = await Promise.all([inPod(maker, pod, script), really(pod)]);
    const document = JSON.parse(looked.stdout) as StorageDocument;
    for (const { client, operation, outcome } of document.prospects) {
      if (client === 'podman' && operation === 'pull') continue;
      const { works, says } = real[operation];
      expect(outcome, `${client} ${operation}: ${says}`).toBe(works ? 'works' : 'fails');
    }
    const errors = document.findings.filter(({ severity }) => severity === 'error');
    expect(errors[0]?.code ?? null).toBe(finds);
    expect(looked.code).toBe(finds === null ? 0 : 1);
    expect(looked.stderr, 'left behind').not.toContain('.regdoctor-');

    const tried = errors.flatMap(({ fixes }) => fixes).find(({ proof }) => proof.kind === 'tried');
    expect(tried !== undefined).toBe(fixable === true);
    const allWork = { pull: { works: true }, bud: { works: true }, run: { works: true } };
    if (tried !== undefined) {
      const after = await really(pod, tried.commands.join('\n'));
      expect(after, `${tried.commands.join('\n')}\n${JSON.stringify(after)}`).toMatchObject(allWork);
    }
    if (cured !== undefined) {
      const after = await really({ ...pod, ...cured });
      expect(after, JSON.stringify(after)).toMatchObject(allWork);
    }
  });

  test.each(['root', 'a user'])(
    'Ctrl-C in the middle of a try of %s leaves no directory and no process behind',
    async (who) => {
      const hangs = `printf '#!/bin/sh\\necho $$ >/tmp/hung; exec sleep 600\\n' >usr/bin/hangs; chmod 755 usr/bin/hangs;`;
      const pod = {
        ...(who === 'root' ? VOLUME : { ...ROOM, uid: 1234 }),
        prepare: USER + RANGES + MAPPERS + hangs,
        environment: { STORAGE_OPTS: 'overlay.mount_program=/usr/bin/hangs' },
      };
      const script = `${REGDOCTOR} >/dev/null & pid=$!
      until [ -s /tmp/hung ]; do sleep 0.1; done
      ${LEFT}; echo then; kill -INT $pid; wait $pid; echo "code $?"
      ${LEFT}; [ ! -d "/proc/$(cat /tmp/hung)" ] || echo still there`;
      const { stdout } = await inPod(maker, pod, script);
      const [before, after] = stdout.split('then\n');
      expect(before).toContain('.regdoctor-');
      expect(after).toMatch(/^code \d+$/);
    },
  );
});
