import { describe, expect, test } from 'vitest';
import { K0S } from '../../../src/clients/k0s/k0s.js';
import { meaningOf, said } from '../said.js';

const DIR = '/etc/k0s/containerd.d';
const TABLE = '[[registry]]\nlocation = "reg.test"\ninsecure = true\n';
const dropIn = (name: string, version: string, text = TABLE) => ({ version, files: { [`${DIR}/${name}`]: text } });

describe('drop-ins of k0s in words', () => {
  test.each([
    ['registry.toml', '1.36.3', /^nothing: the file is read, but \[\[registry\]\] is no key of containerd$/],
    ['registry.conf', '1.36.3', /^nothing: only names that end in \.toml are read/],
    ['registry.toml', '1.26.0', /^nothing: no drop-in counts here$/],
  ])('[[registry]] in %s of k0s %s', (name, version, does) => {
    const { source, versions, not } = meaningOf(K0S, dropIn(name, version), does);
    expect(source).toMatchObject({ name: `${DIR}/${name}`, line: 1 });
    expect(versions).toMatch(/k0s from 1\.27\.1 reads \*\.toml.*in no release of k0s/);
    expect(not).toMatch(/does not make it insecure.*https:\/\/reg\.test, verified.*config_path/);
  });

  test('config_path and the hosts file below it', () => {
    const text =
      'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/etc/k0s/containerd.d/certs.d"\n';
    const hosts = `${DIR}/certs.d/reg.test/hosts.toml`;
    const asked = { version: '1.36.3', files: { [`${DIR}/certs.toml`]: text, [hosts]: '[host."http://reg.test"]\n' } };
    expect(said(K0S, asked)).toEqual([
      `${DIR}/certs.toml:3 hosts.toml and certificates of each registry are read from ${DIR}/certs.d/HOST[:PORT]/ at every pull`,
      `${hosts}:1 images of reg.test are asked of http://reg.test first, then of https://reg.test`,
    ]);
    expect(meaningOf(K0S, asked, /certificates of each/).versions).toContain('from 1.36');
  });

  test('mirrors up to 1.35', () => {
    const text =
      'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors."reg.test"]\nendpoint = ["http://reg.test"]\n';
    const { does, versions } = meaningOf(K0S, dropIn('mirror.toml', '1.33.0', text), /images of/);
    expect(does).toBe('images of reg.test are asked of http://reg.test');
    expect(versions).toContain('1.27.1 to 1.35');
  });
});

describe('root-ca-file in words', () => {
  const config =
    'kind: ClusterConfig\nspec:\n  controllerManager:\n    extraArgs:\n      root-ca-file: /etc/ssl/reg.crt\n';

  test('what it fills, and that no pull looks at it', () => {
    const { source, does, versions, not } = meaningOf(K0S, { files: { '/etc/k0s/k0s.yaml': config } }, /fills/);
    expect(source).toMatchObject({ name: '/etc/k0s/k0s.yaml', line: 5 });
    expect(does).toContain('with which pods verify the API server');
    expect(versions).toContain('containerd and the kubelet in none');
    expect(not).toMatch(/^is no trust in a registry/);
  });
});
