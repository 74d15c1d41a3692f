import { describe, expect, test } from 'vitest';
import { assembleHostOver } from '../../../src/host/assemble.js';
import { memoryFiles } from '../../../src/host/memory-files.js';
import { containerSettings } from '../../../src/probes/storage/containers-conf.js';
import { mountOf, parseMounts } from '../../../src/probes/storage/mounts.js';
import { namespacePlan } from '../../../src/probes/storage/namespace-plan.js';
import { kernelLimits, processRights } from '../../../src/probes/storage/rights.js';
import { subordinateIds } from '../../../src/probes/storage/subordinate.js';
import { triedIn } from '../../../src/probes/storage/try-script.js';

describe('how a client comes to its rights', () => {
  const none = { path: '', ranges: [], end: 0 };
  const some = { path: '', ranges: [{ start: 1, count: 65_535, line: 1 }], end: 65_536 };
  test.each([
    ['root with SYS_ADMIN', 'buildah', 0, ['SYS_ADMIN'], 0, none, 'none'],
    ['root without', 'buildah', 0, [], 0, none, 'identity'],
    ['root without', 'podman', 0, [], 0, none, 'identity'],
    ['root of a user namespace', 'buildah', 0, [], 100_000, none, 'identity'],
    ['root of a user namespace', 'podman', 0, [], 100_000, none, 'single'],
    ['root of a user namespace with ranges', 'podman', 0, [], 100_000, some, 'subordinate'],
    ['a user', 'podman', 1000, [], 0, none, 'single'],
    ['a user with ranges', 'buildah', 1000, [], 0, some, 'subordinate'],
  ] as const)('%s: %s', (_, client, uid, capabilities, outside, ranges, kind) => {
    const rights = {
      ...processRights(memoryFiles({}), { uid, gid: uid }),
      capabilities,
      uidMap: [{ inside: 0, outside, count: 65_536 }],
    };
    expect(namespacePlan(client, rights, { uid: ranges, gid: ranges }).first).toBe(kind);
  });
});

describe('what the machine shows', () => {
  test('rights of this process', () => {
    const files = memoryFiles({
      '/proc/self/status': 'Name:\tnode\nCapEff:\t00000000a80425fb\nNoNewPrivs:\t1\nSeccomp:\t2\n',
      '/proc/self/uid_map': '         0     100000      65536\n',
      '/proc/self/limits': `Max open files            1024                 20000                files\nMax processes             unlimited            unlimited            processes\n`,
      '/proc/self/attr/current': 'docker-default (enforce)\n',
      '/etc/passwd': 'root:x:0:0::/root:/bin/sh\npod:x:1000:1000::/:/bin/sh\n',
    });
    expect(processRights(files, { uid: 1000, gid: 1000 })).toEqual({
      uid: 1000,
      gid: 1000,
      user: 'pod',
      capabilities:
        'CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETUID SETPCAP NET_BIND_SERVICE NET_RAW SYS_CHROOT MKNOD AUDIT_WRITE SETFCAP'.split(
          ' ',
        ),
      noNewPrivileges: true,
      seccomp: 'filter',
      uidMap: [{ inside: 0, outside: 100_000, count: 65_536 }],
      limits: { openFiles: 20_000, processes: null },
      appArmor: 'docker-default (enforce)',
    });
  });

  test('a /proc that shows nothing gives nothing, and no error', () => {
    const rights = processRights(memoryFiles({}), { uid: 5, gid: 5 });
    expect(rights).toMatchObject({ user: null, capabilities: [], seccomp: 'unknown', uidMap: [], appArmor: null });
    expect(kernelLimits(memoryFiles({ '/proc/sys/user/max_user_namespaces': '0\n' }))).toEqual({
      release: '',
      maxUserNamespaces: 0,
      unprivilegedUserNamespaces: null,
      appArmorRestrictsUserNamespaces: null,
    });
  });

  test('the file system under a directory', () => {
    const mounts = parseMounts(
      [
        '1 0 0:1 / / rw,relatime - overlay overlay rw,lowerdir=/a',
        '2 1 0:2 / /var/lib/containers rw - ext4 /dev/sda ro',
        '3 1 0:3 / /with\\040blank rw - tmpfs tmpfs rw',
        'no mount',
      ].join('\n'),
    );
    expect(mountOf(mounts, '/var/lib/containers/storage')).toEqual({
      point: '/var/lib/containers',
      type: 'ext4',
      readOnly: true,
    });
    expect(mountOf(mounts, '/var/lib/containers2')).toMatchObject({ point: '/', type: 'overlay', readOnly: false });
    expect(mountOf(mounts, '/with blank/x')).toMatchObject({ type: 'tmpfs' });
  });

  test('subordinate ids by name or number, with their lines', () => {
    const files = memoryFiles({ '/etc/subuid': 'other:1:2\npod:100000:65536\n1000:5:6\npod:7:0\nbroken\n' });
    expect(subordinateIds(files, '/etc/subuid', { name: 'pod', id: 1000 }).ranges).toEqual([
      { start: 100_000, count: 65_536, line: 2 },
      { start: 5, count: 6, line: 3 },
    ]);
  });

  test('the first id after all ranges, whoever has them', () => {
    const files = memoryFiles({ '/etc/subuid': 'alice:100000:65536\nbob:5:6\nbroken:x:y\n' });
    const user = { name: 'pod', id: 1000 };
    expect(subordinateIds(files, '/etc/subuid', user)).toEqual({ path: '/etc/subuid', ranges: [], end: 165_536 });
    expect(subordinateIds(files, '/etc/subgid', user).end).toBe(0);
  });

  test.each([
    ['volumes = ["/proc:/proc"]', true, false],
    ['volumes = ["/proc:/proc:ro", "/x:/x"]', true, false],
    ['volumes = ["/proc:/process"]', false, false],
    ['volumes = "/proc:/proc"', false, false],
    ['default_ulimits = ["nofile=1:1", "nproc=1:1"]', false, true],
    ['default_ulimits = ["nofile=1:1"]', false, false],
    ['', false, false],
  ])('containers.conf with %s', (line, bindsProc, setsLimits) => {
    const files = memoryFiles({ '/etc/containers/containers.conf': `[containers]\n${line}\n` });
    const host = assembleHostOver(files, { root: '/', environment: {}, uid: 0, nowMs: 0, architecture: 'x64' });
    expect(containerSettings(host)).toEqual({ bindsProc, setsLimits });
  });

  test('later files of containers.conf win, and an empty list takes the place of an earlier one', () => {
    const files = memoryFiles({
      '/usr/share/containers/containers.conf': '[containers]\nvolumes = ["/proc:/proc"]\n',
      '/etc/containers/containers.conf.d/10.conf': '[containers]\nvolumes = []\n',
    });
    const host = assembleHostOver(files, { root: '/', environment: {}, uid: 0, nowMs: 0, architecture: 'x64' });
    expect(containerSettings(host).bindsProc).toBe(false);
  });

  test('what the tries print', () => {
    const tried = triedIn(
      'map\t0\t 0 0 1\nchown\t0\t\noverlay\t32\tmount: /s/.regdoctor-x/n/m: permission denied.        dmesg(1) may have more information after failed mount system call.\nfuse\t1\tunknown argument ignored: lazytime fuse: device not found\u001b[31m\n',
      '/s/.regdoctor-x',
    );
    expect(tried).toEqual({
      chown: { outcome: 'ok', says: null },
      overlay: { outcome: 'failed', says: 'mount: n/m: permission denied.' },
      overlayOptions: { outcome: 'not tried', says: null },
      fuse: { outcome: 'failed', says: 'fuse: device not found' },
      pivot: { outcome: 'not tried', says: null },
      proc: { outcome: 'not tried', says: null },
    });
  });

  test('a program that is missing has refused nothing', () => {
    const { pivot } = triedIn('pivot\t127\tsh: pivot_root: not found\n', '/s');
    expect(pivot).toEqual({ outcome: 'not tried', says: 'sh: pivot_root: not found' });
  });
});
