import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { firstLine, type KnownFlag } from '../../src/cli/first-line.js';
import { memoryFiles } from '../../src/host/memory-files.js';

const POD = { KUBERNETES_SERVICE_HOST: '10.96.0.1' };
const NODE_DISK = memoryFiles({
  '/host/etc/os-release': 'ID=ubuntu\n',
  '/host/etc/kubernetes/kubelet.conf': '',
  '/proc/self/mountinfo': '1 0 8:1 / / rw - overlay overlay rw\n2 1 8:2 / /host ro - ext4 /dev/sda1 rw\n',
});

/** Flags as the framework's manifest would have them, out of the commands themselves. */
const COMMANDS: Record<string, { flags?: Record<string, { char?: string; type: string }> }> = Object.fromEntries(
  await Promise.all(
    readdirSync('commands').map(async (file) => [
      file.replace('.ts', ''),
      (await import(`../../commands/${file.replace('.ts', '')}.ts`)).default,
    ]),
  ),
);

function flagsOf(command: string): KnownFlag[] | null {
  const flags = COMMANDS[command]?.flags;
  return flags === undefined ? null : Object.entries(flags).map(([name, flag]) => ({ ...flag, name }));
}

function line(words: readonly string[], more: Partial<Parameters<typeof firstLine>[0]> = {}): string | null {
  return firstLine({ words, flagsOf, environment: {}, ownFiles: memoryFiles({}), ...more });
}

describe('the first line', () => {
  test.each([
    ['a check', ['check', 'reg.test/app:1'], "checking reg.test/app:1 from the host's network, files under /"],
    [
      'flags before the reference',
      ['check', '--client', 'buildah', '-v', '-cskopeo', 'reg.test/app:1'],
      'reg.test/app:1',
    ],
    ['another root', ['check', 'reg.test/app', '--root=/mnt'], 'files under /mnt'],
    ['a network that is given', ['check', 'reg.test/app', '--network', 'node'], "from the node's network"],
    ['a list of places', ['egress', 'reg.test/app'], 'every host and port behind reg.test/app'],
  ])('%s', (_, words, said) => {
    expect(line(words)).toContain(said);
  });

  test('from a pod, with the node’s disk', () => {
    const there = { environment: POD, ownFiles: NODE_DISK };
    expect(line(['check', 'reg.test/app'], there)).toBe(
      "regdoctor: checking reg.test/app from the pod's network, files under /host",
    );
    expect(line(['check', 'reg.test/app', '--root', '/'], there)).toContain('files under /');
    expect(line(['check', 'reg.test/app', '--client', 'buildah'], there)).not.toContain('files');
  });

  test.each([
    ['help', ['check', 'reg.test/app', '--help']],
    ['no reference', ['check']],
    ['a reference that is none', ['check', 'https://reg.test/app']],
    ['two references', ['check', 'reg.test/a', 'reg.test/b']],
    ['a command that asks nothing of the network', ['config', 'reg.test/app']],
    ['no such command', ['frobnicate', 'reg.test/app']],
    ['a name that every object has', ['constructor', 'reg.test/app']],
    ['nothing', []],
    ['one who wants no line', ['check', 'reg.test/app', '-q']],
    ['the same in full', ['check', '--quiet', 'reg.test/app']],
    ['names that must not show', ['check', 'reg.test/app', '--redact-hosts']],
  ])('none for %s', (_, words) => {
    expect(line(words)).toBeNull();
  });

  test.each([
    [['check', '--creds', 'user:canary-7x9', 'reg.test/app']],
    [['check', 'reg.test/app', '--creds=user:canary-7x9']],
    [['check', 'reg.test/app', '--cred', 'user:canary-7x9']],
    [['check', '--password', 'canary-7x9', 'reg.test/app']],
    [['check', 'user:canary-7x9@reg.test/app']],
    [['check', 'reg.test/app', '--creds']],
  ])('never shows a secret of %j', (words) => {
    expect(line(words) ?? '').not.toContain('canary');
  });

  test('escape sequences are not repeated', () => {
    expect(line(['check', 'reg.test/app', '--root', '/\u001b[31mx'])).not.toContain('\u001b');
  });
});
