import { describe, expect, test } from 'vitest';
import {
  engineProxyCredential,
  withEngineEnvironment,
} from '../../../src/clients/containers-image/engine-environment.js';
import { proxyPolicy } from '../../../src/clients/go/proxy-environment.js';
import { aHost } from '../a-host.js';

const CONF = '/etc/containers/containers.conf';
const conf = (...env: string[]) => `[engine]\nenv = ${JSON.stringify(env)}\n`;

describe('[engine] env of containers.conf', () => {
  test('reaches buildah and podman and wins over the shell; skopeo reads none of it', () => {
    const host = aHost(
      { [CONF]: conf('HTTPS_PROXY=http://conf.test:1', 'OTHER=x') },
      { environment: { HTTPS_PROXY: 'http://shell.test:2' } },
    );
    for (const tool of ['buildah', 'podman'] as const) {
      const seen = withEngineEnvironment(tool, host);
      expect(proxyPolicy(seen.environment, seen.daemon).https).toMatchObject({
        host: 'conf.test',
        source: { says: expect.stringContaining(`set in ${CONF}:2`) },
      });
      expect(seen.environment['OTHER']).toBeUndefined();
    }
    expect(withEngineEnvironment('skopeo', host)).toBe(host);
  });

  test('a later file’s list takes the place of an earlier one’s', () => {
    const host = aHost({
      [CONF]: conf('HTTPS_PROXY=http://first.test:1'),
      '/etc/containers/containers.conf.d/50.conf': conf('HTTP_PROXY=http://second.test:2'),
    });
    const { environment } = withEngineEnvironment('podman', host);
    expect([environment['HTTPS_PROXY'], environment['HTTP_PROXY']]).toEqual([undefined, 'http://second.test:2']);
  });

  test('a password stays out of the policy and is found by name', () => {
    const host = aHost({ [CONF]: conf('HTTPS_PROXY=http://user:canary@conf.test:1') });
    const seen = withEngineEnvironment('buildah', host);
    const policy = proxyPolicy(seen.environment, seen.daemon);
    expect(JSON.stringify([policy, seen.daemon])).not.toContain('canary');
    expect(engineProxyCredential(host, policy.https?.credential ?? '')).toMatchObject({ password: 'canary' });
    expect(engineProxyCredential(host, 'environment:HTTPS_PROXY')).toBeNull();
  });

  test.each(['[engine]\nenv = "HTTPS_PROXY=x"\n', '[engine]\nenv = [1, ["HTTPS_PROXY=x"]]\n', 'engine = 1\n', '[['])(
    'hostile: %j',
    (text) => {
      const host = aHost({ [CONF]: text });
      expect(withEngineEnvironment('buildah', host)).toBe(host);
    },
  );
});
