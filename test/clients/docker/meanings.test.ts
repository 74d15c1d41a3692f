import { describe, expect, test } from 'vitest';
import { DOCKER } from '../../../src/clients/docker/docker.js';
import { A_CA } from '../k3s/a-node.js';
import { meaningOf, said } from '../said.js';

const JSON_FILE = '/etc/docker/daemon.json';
const daemon = (value: unknown, version = '28.5.2') => ({
  version,
  files: { [JSON_FILE]: JSON.stringify(value, null, 1) },
});

describe('daemon.json in words', () => {
  test('insecure-registries: https unverified, then http; names whole, networks by address', () => {
    const asked = daemon({ 'insecure-registries': ['reg.test', '10.0.0.0/8'] });
    expect(said(DOCKER, asked)).toEqual([
      `${JSON_FILE}:3 images of reg.test are asked of https://reg.test without verification first, then of http://reg.test`,
      `${JSON_FILE}:4 registries with an address in 10.0.0.0/8 are asked over https without verification first, then over http`,
    ]);
    const { versions, not } = meaningOf(DOCKER, asked, /reg\.test/);
    expect(versions).toContain('systemctl reload docker');
    expect(not).toMatch(/not for reg\.test:5000.*not mean plain HTTP at once.*certs\.d of the name is not read/);
    expect(meaningOf(DOCKER, asked, /10\.0/).not).toContain('names are looked up first');
  });

  test('registry-mirrors are for Docker Hub only', () => {
    const asked = daemon({ 'registry-mirrors': ['https://cache.test'] });
    const { does, not } = meaningOf(DOCKER, asked, /docker\.io/);
    expect(does).toBe('images of docker.io are asked of https://cache.test first, then of Docker Hub');
    expect(not).toContain('Docker Hub only');
    expect(said(DOCKER, { ...asked, reference: 'reg.test/a' })).toEqual([]);
  });
});

describe('certificates in words', () => {
  const own = '/etc/docker/certs.d/reg.test/ca.crt';
  const other = '/etc/containers/certs.d/reg.test/ca.crt';

  test.each(['24.0.9', '29.7.2'])('docker %s reads its own directory and not that of buildah', (version) => {
    const shown = said(DOCKER, { version, files: { [own]: A_CA, [other]: A_CA } });
    expect(shown[0]).toMatch(/certs\.d\/reg\.test\/ca\.crt:null the CA in .*ca\.crt is trusted at https:\/\/reg\.test/);
    expect(shown[1]).toBe(`${other}:null nothing for docker, which doesn't read this directory`);
  });

  test('hosts.toml counts with the containerd store only', () => {
    const files = { '/etc/docker/certs.d/reg.test/hosts.toml': '[host."http://reg.test"]\n' };
    expect(said(DOCKER, { version: '29.7.2', files })[0]).toContain('asked of http://reg.test first');
    expect(said(DOCKER, { version: '27.0.0', files })).toEqual([]);
  });
});
