import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { applyFromFlags } from '../../src/cli/apply-from-flags.js';
import { aReport } from '../report/a-report.js';

/** A saved report for the files under a root, of a machine with a name or none, and a machine to apply it to. */
function saved(then: { root: string; name: string | null }, now: string | null): { file: string; root: string } {
  const directory = mkdtempSync(join(tmpdir(), 'regdoctor-apply-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const root = join(directory, 'root');
  mkdirSync(join(root, 'etc'), { recursive: true });
  if (now !== null) writeFileSync(join(root, 'etc/hostname'), `${now}\n`);
  const read = then.name === null ? { kind: 'absent' } : { kind: 'file', text: `${then.name}\n`, bytes: 5 };
  const report = aReport({
    vantage: { network: 'host', resolver: 'host', files: then.root === 'same' ? root : then.root },
    facts: {},
    inputs: {
      ...{ reference: 'reg.example/app:1', operation: 'pull', clients: [], allowInsecureAuth: false, environment: {} },
      ...{
        home: '/root',
        uid: 0,
        nowMs: 0,
        libc: 'glibc',
        platform: { os: 'linux', architecture: 'amd64', variant: null },
      },
      flags: {
        tlsVerify: null,
        credentials: false,
        authFile: null,
        certDirectory: null,
        platform: null,
        dockerConfigJson: null,
      },
      files: { '/etc/hostname': { read, list: null } },
    },
  });
  const file = join(directory, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return { file, root };
}

const FLAGS = { yes: true, json: true };

describe('a report of another machine is refused', () => {
  test.each<[string, Parameters<typeof saved>[0], string | null, RegExp]>([
    [
      'by its name',
      { root: 'same', name: 'one' },
      'two',
      /^report: it was made on one, and the machine under .*\/root is two$/,
    ],
    [
      'by its root, where no names tell',
      { root: '/host', name: null },
      'two',
      /^report: it was made for the files under \/host, and not for those under .*: nothing tells that they are the same machine$/,
    ],
  ])('%s', async (_, then, now, why) => {
    const { file, root } = saved(then, now);
    await expect(applyFromFlags(file, { ...FLAGS, root })).rejects.toThrow(why);
  });

  test('another root has to be said', async () => {
    const { file } = saved({ root: '/nowhere/else', name: null }, null);
    await expect(applyFromFlags(file, FLAGS)).rejects.toThrow(
      'made for the files under /nowhere/else, and not for those under',
    );
  });
});

test('the same machine under another root is taken: what a pod saw below /host is the node itself', async () => {
  const { file, root } = saved({ root: '/host', name: 'node-1' }, 'node-1');
  // No client is in that report, so that its fix does not come out again.
  await expect(applyFromFlags(file, { ...FLAGS, root, client: ['docker'] })).rejects.toThrow(
    'the report says nothing of docker',
  );
});
