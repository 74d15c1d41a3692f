import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RealClient } from '../../src/prove/real-clients.js';
import { Ledger } from '../../src/roundtrip/ledger.js';
import { roundTrip } from '../../src/roundtrip/roundtrip.js';
import { roundtripOptions as options } from './options.js';
import { standIn } from './stand-in.js';

const FREE = [1, 'fetching tags list: name unknown: repository name not known to registry'] as const;
const GONE = [
  1,
  'Unable to delete registry.test/a:b. Image may not exist or is not stored with a v2 Schema in a v2 registry',
] as const;
const REFUSED = [1, 'dial tcp 10.0.0.7:443: connect: connection refused'] as const;
const OK = [0, ''] as const;

describe('the way there and back', () => {
  test('a name under which there is something is left alone, and another one taken', async () => {
    const skopeo = standIn({ 'list-tags': [[0, 'taken'], FREE], copy: [OK], delete: [OK, GONE] });
    try {
      const { names, left } = await roundTrip(options(skopeo));
      const [taken = '', free = '', ...rest] = skopeo.calls();
      expect(taken.split(' ')[1]).not.toBe(free.split(' ')[1]);
      expect(free).toBe(`list-tags docker://${names.name}`);
      const other = taken.replace('list-tags ', '');
      expect(rest.filter((call) => call.includes(other))).toEqual([]);
      expect(left).toEqual([]);
    } finally {
      skopeo.remove();
    }
  });

  test('it removes by the digest that was pushed, and looks whether the tag is gone', async () => {
    const skopeo = standIn({ 'list-tags': [FREE], copy: [OK], delete: [OK, GONE] });
    try {
      const { names } = await roundTrip(options(skopeo));
      expect(skopeo.calls().slice(-2)).toEqual([
        `delete docker://${names.name}@sha256:${'a'.repeat(64)}`,
        `delete docker://${names.name}:${names.tag}`,
      ]);
    } finally {
      skopeo.remove();
    }
  });

  test('a push that failed for reasons of its own may have arrived: it is looked for, and removed', async () => {
    const skopeo = standIn({
      'list-tags': [FREE],
      copy: [[1, 'writing manifest: EOF']],
      delete: [GONE, OK, GONE],
    });
    try {
      const { names, left, push } = await roundTrip(options(skopeo));
      expect(push?.outcome).toBe('fail');
      // Not there at first, there a second later, then gone.
      const removal = `delete docker://${names.name}:${names.tag}`;
      expect(skopeo.calls().slice(-3)).toEqual([removal, removal, removal]);
      expect(left).toEqual([]);
    } finally {
      skopeo.remove();
    }
  });

  test('a tag that is still given after it was deleted is told', async () => {
    const skopeo = standIn({ 'list-tags': [FREE], copy: [OK], delete: [OK] });
    try {
      const { names, left } = await roundTrip(options(skopeo));
      expect(left).toMatchObject([{ repository: names.name, tag: names.tag, sure: true }]);
      expect(left[0]?.why).toContain('goes on giving it');
    } finally {
      skopeo.remove();
    }
  });

  test('where nobody answers any more, it says that the tag may be there', async () => {
    const skopeo = standIn({ 'list-tags': [FREE], copy: [OK], delete: [REFUSED] });
    const ledger = new Ledger();
    try {
      const { names, left } = await roundTrip(options(skopeo, { ledger }));
      expect(left).toMatchObject([{ tag: names.tag, digest: `sha256:${'a'.repeat(64)}`, sure: false }]);
      expect(ledger.tags.map(({ tag }) => tag)).toEqual([names.tag]);
    } finally {
      skopeo.remove();
    }
  });

  test('the process that a podman leaves behind is ended', async () => {
    const skopeo = standIn({ 'list-tags': [FREE], copy: [OK], delete: [OK, GONE] });
    const pidFile = join(skopeo.scratch, 'podman/tmp/pause.pid');
    const script =
      'cd "$1"; mkdir tmp; cp "$(command -v sleep)" podman; ./podman 60 >/dev/null 2>&1 & echo $! >tmp/pause.pid';
    const podman: RealClient = {
      ...{ name: 'podman', program: 'sh' },
      pull: ({ scratch }) => ({ program: 'sh', parameters: ['-c', script, 'sh', scratch] }),
    };
    try {
      const { pulls } = await roundTrip(options(skopeo, { clients: [podman], allowInsecureAuth: true }));
      expect(pulls[0]?.step.outcome).toBe('ok');
      const pid = readFileSync(pidFile, 'utf8').trim();
      await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
    } finally {
      skopeo.remove();
    }
  });
});

/** Somebody has to collect what has ended: until then it is a zombie. */
function isRunning(pid: string): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
