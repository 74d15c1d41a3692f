import { describe, expect, test } from 'vitest';
import { type Daemon, daemonHost, daemonProxyCredential } from '../../src/clients/daemon-host.js';
import { proxyPolicy } from '../../src/clients/go/proxy-environment.js';
import { aHost } from './a-host.js';

const DAEMON: Daemon = { processes: ['containerd'], units: ['containerd'] };
const DROP_IN = '/etc/systemd/system/containerd.service.d/http-proxy.conf';
const UNIT = { '/usr/lib/systemd/system/containerd.service': '[Service]\nExecStart=/usr/bin/containerd\n' };
const shell = { HTTPS_PROXY: 'http://shell:1', HOME: '/root' };

const running = (environment: Record<string, string> | null, name = 'containerd') => ({
  name,
  pid: 77,
  arguments: [],
  startedMs: 1000,
  environment,
});

describe('whose environment counts', () => {
  test('the running process, not the shell and not the files', () => {
    const host = aHost(
      { ...UNIT, [DROP_IN]: '[Service]\nEnvironment=HTTPS_PROXY=http://file:1\n' },
      { environment: shell, processes: [running({ HTTPS_PROXY: 'http://runs:1' })] },
    );
    expect(daemonHost(host, DAEMON).environment).toEqual({ HTTPS_PROXY: 'http://runs:1' });
  });

  test.each([
    ['nobody sees the process', []],
    ['its environment is another user’s secret', [running(null)]],
    ['another daemon runs', [running({ A: '1' }, 'dockerd')]],
  ])('where %s, the files of its unit', (_, processes) => {
    const host = aHost(
      { ...UNIT, [DROP_IN]: '[Service]\nEnvironment=HTTPS_PROXY=http://file:1\n' },
      { environment: shell, processes },
    );
    expect(daemonHost(host, DAEMON).environment).toEqual({ HTTPS_PROXY: 'http://file:1' });
  });

  test('neither: nothing, and never the shell', () => {
    expect(daemonHost(aHost({}, { environment: shell }), DAEMON).environment).toEqual({});
  });

  test('of several names the first that runs', () => {
    const processes = [running({ A: 'agent' }, 'k3s-agent'), running({ A: 'server' }, 'k3s-server')];
    const daemon = { processes: ['k3s-server', 'k3s-agent'], units: [] };
    expect(daemonHost(aHost({}, { processes }), daemon).environment).toEqual({ A: 'server' });
  });

  test('RES_OPTIONS of the shell does not change how a daemon looks names up', () => {
    const host = aHost({}, { environment: { RES_OPTIONS: 'ndots:3' } });
    const withShell = { ...host, resolver: { ...host.resolver, unknownOptions: ['$RES_OPTIONS'] } };
    expect(daemonHost(withShell, DAEMON).resolver.unknownOptions).toEqual([]);
  });
});

describe('where a proxy was set', () => {
  test('the drop-in and its line', () => {
    const host = daemonHost(
      aHost({ ...UNIT, [DROP_IN]: '[Service]\nEnvironment="HTTPS_PROXY=http://u:canary@proxy:3128"\n' }),
      DAEMON,
    );
    const { https } = proxyPolicy(host.environment, host.daemon);
    expect(https?.source).toMatchObject({
      kind: 'environment',
      name: 'HTTPS_PROXY',
      says: `HTTPS_PROXY=http://proxy:3128 (set in ${DROP_IN}:2)`,
    });
    expect(JSON.stringify(https)).not.toContain('canary');
  });

  test('the process, where no file says so', () => {
    const host = daemonHost(aHost({}, { processes: [running({ HTTPS_PROXY: 'http://proxy:3128' })] }), DAEMON);
    expect(proxyPolicy(host.environment, host.daemon).https?.source.says).toContain('(set in containerd (pid 77))');
  });
});

describe("a daemon's proxy credential", () => {
  const host = aHost(
    {},
    {
      environment: { HTTPS_PROXY: 'http://shell:one@proxy:1' },
      processes: [running({ HTTPS_PROXY: 'http://daemon:two@proxy:1' })],
    },
  );

  test('is another one than the shell’s', () => {
    const daemon = daemonHost(host, DAEMON);
    const id = proxyPolicy(daemon.environment, daemon.daemon).https?.credential ?? '';
    expect(id).not.toBe(proxyPolicy(host.environment).https?.credential);
    expect(daemonProxyCredential(host, id)).toEqual({ username: 'daemon', password: 'two', token: null });
  });

  test.each(['environment:HTTPS_PROXY', 'flag:--creds', '', 'environment:X@@', '/auth.json#/auths/a@b'])(
    '%s is none of its names',
    (id) => {
      expect(daemonProxyCredential(host, id)).toBeNull();
    },
  );
});
