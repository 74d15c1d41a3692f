import { describe, expect, test } from 'vitest';
import { daemonHost, daemonProxyCredential } from '../../../src/clients/daemon-host.js';
import { proxyPolicy } from '../../../src/clients/go/proxy-environment.js';
import { handedDown, nameToSet } from '../../../src/clients/go/proxy-handed-down.js';
import { K3S_FLAVOUR } from '../../../src/clients/k3s/flavour.js';
import { aHost } from '../a-host.js';

describe('what containerd gets of its supervisor’s environment', () => {
  const own = {
    HTTPS_PROXY: 'http://outer:1',
    CONTAINERD_HTTPS_PROXY: 'http://inner:2',
    CONTAINERD_https_proxy: 'http://lower:3',
    CONTAINERD_LOG_LEVEL: 'debug',
  };

  test('k3s and rke2 take the prefix off any name, and what had it wins', () => {
    expect(handedDown(own, 'k3s').environment).toMatchObject({
      HTTPS_PROXY: 'http://inner:2',
      https_proxy: 'http://lower:3',
    });
  });

  test('k0s knows the upper-case names', () => {
    const { environment } = handedDown(own, 'k0s');
    expect([environment['HTTPS_PROXY'], environment['https_proxy']]).toEqual(['http://inner:2', undefined]);
  });

  test('an exception is written under the name that counts', () => {
    expect(nameToSet({ CONTAINERD_NO_PROXY: 'a' }, 'NO_PROXY')).toBe('CONTAINERD_NO_PROXY');
    expect(nameToSet({ NO_PROXY: 'a' }, 'NO_PROXY')).toBe('NO_PROXY');
  });
});

test('the source is the line with the prefix, and the secret is found again by the vault only', () => {
  const path = '/etc/systemd/system/k3s.service.env';
  const host = aHost({
    '/etc/systemd/system/k3s.service': `[Service]\nEnvironmentFile=-${path}\n`,
    [path]: 'HTTPS_PROXY=http://outer.test:3128\nCONTAINERD_HTTPS_PROXY=http://user:canary@inner.test:3128\n',
  });
  const seen = daemonHost(host, K3S_FLAVOUR.daemon);
  const policy = proxyPolicy(seen.environment, seen.daemon);
  expect(policy.https).toMatchObject({ host: 'inner.test', port: 3128 });
  expect(policy.https?.source.says).toContain(`${path}:2`);
  expect(JSON.stringify(policy)).not.toContain('canary');
  expect(daemonProxyCredential(host, policy.https?.credential ?? '')).toMatchObject({
    username: 'user',
    password: 'canary',
  });
});
