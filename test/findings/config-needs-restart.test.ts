import { describe, expect, test } from 'vitest';
import { DAEMON_OF } from '../../src/clients/service/daemons.js';
import { serviceObservations } from '../../src/clients/service/service-observations.js';
import { trustStoreObservations } from '../../src/clients/service/trust-store-observations.js';
import { intermediate, NOW_MS, otherRoot, plain, root } from '../trust/authorities.js';
import { aDaemon } from './support/a-daemon.js';
import { tlsFact } from './support/facts.js';
import { check, evidence, nextStep, noAnswer, proven } from './support/network.js';

const DAEMON = DAEMON_OF['containerd'] ?? { processes: [], units: [] };
const program = aDaemon({
  observe: ({ host }) => [...serviceObservations(host, DAEMON), ...trustStoreObservations(host, DAEMON)],
});
const DROP_IN = '/etc/systemd/system/containerd.service.d/proxy.conf';
const ANCHOR = '/usr/local/share/ca-certificates/root.crt';
const CONFIG = '/etc/containerd/config.toml';
const STARTED = NOW_MS - 100_000;
const running = (environment: Record<string, string> | null) => [
  { name: 'containerd', pid: 7, arguments: [], startedMs: STARTED, environment },
];

describe('config-needs-restart', () => {
  test('a proxy exemption that came after the start: an error, and what it causes is shown as such', () => {
    const { primary, found, outcome } = check({
      program,
      processes: running({ HTTPS_PROXY: 'http://10.0.0.3:3128' }),
      files: {
        '/usr/lib/systemd/system/containerd.service': '[Service]\n',
        [DROP_IN]: '[Service]\nEnvironment=HTTPS_PROXY=http://10.0.0.3:3128 NO_PROXY=registry.example.com\n',
      },
      modified: { [DROP_IN]: NOW_MS - 1000 },
    });
    expect(outcome).toBe('fail');
    expect(primary).toMatchObject({
      code: 'config-needs-restart',
      severity: 'error',
      location: { path: DROP_IN, line: 2 },
    });
    expect(primary?.title).toContain('sets NO_PROXY, but was changed after containerd (pid 7) was started');
    expect(evidence(primary)).toContain('once it is started with what is on disk, containerd gets further');
    expect(proven(primary)).toMatchObject([
      {
        commands: ['systemctl daemon-reload && systemctl restart containerd'],
        proof: { before: { outcome: 'fail' }, after: { outcome: 'ok' } },
      },
    ]);
    expect(found.slice(1).map(({ code, causedBy }) => [code, causedBy])).toEqual([
      ['proxy-misconfigured', 'config-needs-restart'],
    ]);
  });

  test('a CA that came after the start, and that the pull needs: a warning, for nobody sees what the process has', () => {
    const { primary, found, outcome } = check({
      program,
      processes: running(null),
      files: { [ANCHOR]: root.pem },
      modified: { [ANCHOR]: NOW_MS - 1000 },
    });
    expect(outcome).toBe('ok');
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'config-needs-restart', severity: 'warning', location: { path: ANCHOR } });
    expect(evidence(primary)).toContain("can't be seen from outside");
    expect(proven(primary)).toMatchObject([{ commands: ['systemctl restart containerd'] }]);
  });

  test.each([
    ['the CA was there before', { modified: { [ANCHOR]: STARTED - 1 } }],
    ['nobody knows when it came', {}],
    ['another CA came', { files: { [ANCHOR]: otherRoot.pem }, modified: { [ANCHOR]: NOW_MS } }],
  ])('silent where %s', (_, more) => {
    const { found } = check({ program, processes: running(null), files: { [ANCHOR]: root.pem }, ...more });
    expect(found.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  const untrusted = { '/etc/ssl/certs/ca-certificates.crt': otherRoot.pem };
  test.each([
    [
      'a warning where the pull rests on the file',
      { files: { [CONFIG]: 'unverified registry.example.com\n', ...untrusted } },
      'warning',
    ],
    ['no more than a word where it does not', { files: { [CONFIG]: 'nothing\n', [ANCHOR]: root.pem } }, 'info'],
  ])('a file that is read at the start only, changed since: %s', (_, machine, severity) => {
    const observe = () => [
      {
        code: 'config-needs-restart',
        source: { kind: 'file', name: CONFIG, line: null, says: '' },
        text: 'changed since.',
        meant: 'other',
        cure: [],
        before: [{ path: CONFIG, content: null }],
      } as const,
    ];
    const { found, outcome } = check({ program: aDaemon({ observe }), ...machine });
    expect(outcome).toBe('ok');
    expect(found).toMatchObject([{ code: 'config-needs-restart', severity }]);
  });

  test('a restart that would not help is no error: the symptom stands alone', () => {
    const { primary, found } = check({
      program,
      processes: running(null),
      files: { [ANCHOR]: otherRoot.pem },
      modified: { [ANCHOR]: NOW_MS },
      dns: () => noAnswer('nxdomain'),
    });
    expect(primary).toMatchObject({ code: 'dns-nxdomain', causedBy: null });
    expect(found.find(({ code }) => code === 'config-needs-restart')?.severity).toBe('info');
  });

  test('with files that the daemon writes at its start: the restart is told, the files are not', () => {
    const cure = [{ path: '/etc/containerd/config.toml', content: 'unverified registry.example.com\n' }];
    const observe = () => [
      {
        code: 'config-needs-restart',
        source: { kind: 'file', name: '/etc/rancher/k3s/registries.yaml', line: 1, says: '' },
        text: 'changed since.',
        meant: 'insecure',
        cure,
      } as const,
    ];
    const { primary } = check({
      program: aDaemon({ name: 'k3s', observe }),
      tls: () => tlsFact([plain, intermediate]),
      files: { '/etc/ssl/certs/ca-certificates.crt': otherRoot.pem },
    });
    expect(primary).toMatchObject({ code: 'config-needs-restart', severity: 'error' });
    expect(proven(primary)).toMatchObject([
      { files: [], commands: ['systemctl restart k3s'], proof: { after: { outcome: 'ok' } } },
    ]);
    expect(nextStep(primary)).toBeUndefined();
  });
});
