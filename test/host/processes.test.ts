import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../src/host/memory-files.js';
import { DAEMONS, runningProcesses } from '../../src/host/processes.js';
import { rootFiles } from '../../src/host/root-files.js';

/** One process as /proc shows it. */
function process(
  pid: number,
  comm: string,
  more: { cmdline?: string[]; environ?: string[]; start?: number; cgroup?: string } = {},
): Record<string, string> {
  const before = `${pid} (${comm}) S 1 ${Array.from({ length: 17 }, () => '0').join(' ')}`;
  return {
    [`/proc/${pid}/comm`]: `${comm}\n`,
    [`/proc/${pid}/cmdline`]: (more.cmdline ?? [comm]).map((word) => `${word}\0`).join(''),
    ...(more.environ === undefined
      ? {}
      : { [`/proc/${pid}/environ`]: more.environ.map((word) => `${word}\0`).join('') }),
    [`/proc/${pid}/stat`]: `${before} ${more.start ?? 0} 1 2 3\n`,
    [`/proc/${pid}/cgroup`]: more.cgroup ?? '0::/system.slice/x.service\n',
  };
}

const STAT = { '/proc/stat': 'cpu  1 2 3\nbtime 1700000000\nprocesses 5\n' };

describe('the daemons of /proc', () => {
  test('with what matters to a Go client, in the order of their ids', () => {
    const files = memoryFiles({
      ...STAT,
      ...process(912, 'containerd', {
        cmdline: ['/usr/bin/containerd', '--config', '/etc/containerd/config.toml'],
        environ: [
          'HTTPS_PROXY=http://u:p@proxy:1',
          'SSL_CERT_FILE=/ca.pem',
          'AWS_SECRET_ACCESS_KEY=canary',
          'INVOCATION_ID=1',
        ],
        start: 1250,
      }),
      ...process(40, 'k3s-server'),
      ...process(41, 'bash', { environ: ['HTTPS_PROXY=http://x'] }),
    });
    expect(runningProcesses(files)).toEqual([
      { name: 'k3s-server', pid: 40, arguments: [], startedMs: 1_700_000_000_000, environment: null },
      {
        name: 'containerd',
        pid: 912,
        arguments: ['--config', '/etc/containerd/config.toml'],
        startedMs: 1_700_000_012_500,
        environment: { HTTPS_PROXY: 'http://u:p@proxy:1', SSL_CERT_FILE: '/ca.pem' },
      },
    ]);
  });

  test('a name that the kernel cuts', () => {
    const found = runningProcesses(memoryFiles(process(7, 'kube-controller')));
    expect(found).toMatchObject([{ name: 'kube-controller-manager', startedMs: null }]);
  });

  test.each([
    [
      ['k3s', 'server', '--token', 'canary', '--disable', 'traefik'],
      ['server', '--disable', 'traefik'],
    ],
    [
      ['k3s', 'server', '--token=canary', '--token-file=/t'],
      ['server', '--token-file=/t'],
    ],
    [
      ['k3s', 'server', '--datastore-endpoint=mysql://u:canary@tcp(db)/k'],
      ['server', '--datastore-endpoint=redacted'],
    ],
    [
      ['dockerd', '--tlskey', '/k.pem', '-H', 'fd://'],
      ['--tlskey', '/k.pem', '-H', 'fd://'],
    ],
  ])('arguments that may be secret are left out: %j', (cmdline, expected) => {
    const [found] = runningProcesses(memoryFiles(process(9, 'k3s', { cmdline })));
    expect(found?.arguments).toEqual(expected);
  });

  test('a daemon in a container is another machine’s, unless this machine is that container', () => {
    const docker = `0::/docker/${'ab12'.repeat(16)}\n`;
    const inside = process(300, 'containerd', { cgroup: docker });
    expect(
      runningProcesses(memoryFiles({ ...process(1, 'systemd', { cgroup: '0::/init.scope\n' }), ...inside })),
    ).toEqual([]);
    expect(runningProcesses(memoryFiles({ ...process(1, 'systemd', { cgroup: docker }), ...inside }))).toHaveLength(1);
  });

  test('a name with brackets does not shift the fields', () => {
    const files = { ...STAT, ...process(5, 'containerd') };
    const stat = `5 (a) b) S 1 ${Array.from({ length: 17 }, () => '0').join(' ')} 100 9\n`;
    expect(runningProcesses(memoryFiles({ ...files, '/proc/5/stat': stat }))[0]?.startedMs).toBe(1_700_000_001_000);
  });

  test.each([
    ['nothing', {}],
    ['no process', STAT],
    [
      'broken files',
      { ...process(5, 'containerd'), '/proc/5/stat': 'x', '/proc/5/cmdline': '', '/proc/stat': 'btime x' },
    ],
  ])('never throws: %s', (_, files) => {
    expect(() => runningProcesses(memoryFiles(files))).not.toThrow();
  });

  test('on this machine: quick, and daemons only', () => {
    const started = performance.now();
    const found = runningProcesses(rootFiles('/'));
    expect(performance.now() - started).toBeLessThan(1000);
    expect(found.every(({ name }) => DAEMONS.includes(name))).toBe(true);
  });
});
