import { describe, expect, test } from 'vitest';
import { K3S } from '../../../../src/clients/k3s/k3s.js';
import { RKE2 } from '../../../../src/clients/k3s/rke2.js';
import { meaningOf, meaningsOf, said } from '../../said.js';
import { A_CA, ETC, REGISTRIES } from '../a-node.js';

const of = (text: string, version = '1.36.2', more: Readonly<Record<string, string>> = {}) => ({
  version,
  files: { [REGISTRIES]: text, ...more },
});
const MIRROR = 'mirrors:\n  "reg:5000":\n    endpoint:\n      - http://reg:5000\n';

describe('mirrors of registries.yaml in words', () => {
  test.each(['0.10.0', '1.24.0', '1.28.6', '1.36.2'])(
    'k3s %s: the endpoint first, the registry itself last',
    (version) => {
      const { source, does } = meaningOf(K3S, of(MIRROR, version), /images of/);
      // The first releases ask no default endpoint where the endpoint is the registry itself.
      const last = ['0.10.0', '1.24.0'].includes(version) ? '' : ' first, then of https://reg:5000';
      expect(does).toBe(`images of reg:5000 are asked of http://reg:5000${last}`);
      expect(source).toMatchObject({ name: REGISTRIES, line: 2 });
    },
  );

  test('since when, and what it is not', () => {
    const { versions, not } = meaningOf(K3S, of(MIRROR), /images of/);
    expect(versions).toMatch(/^k3s from v0\.10\.0 .*hosts\.toml from v1\.26\.13, v1\.27\.10, v1\.28\.6, v1\.29\.1/);
    expect(not).toMatch(/only after a restart of k3s.*own endpoint, which is asked last.*not for pushes/);
  });

  test('before 0.10.0 it is nothing', () => {
    expect(said(K3S, of(MIRROR, '0.9.1'))).toEqual([`${REGISTRIES}:2 nothing: k3s 0.9.1 doesn't know ${REGISTRIES}`]);
  });

  test('under a template that takes nothing from it, it is nothing', () => {
    const template = { [`${ETC}/config.toml.tmpl`]: 'version = 2\n' };
    expect(meaningOf(K3S, of(MIRROR, '1.30.0', template), /takes the place of what/).source.line).toBe(2);
    const extended = { [`${ETC}/config.toml.tmpl`]: '{{ template "base" . }}\n' };
    expect(said(K3S, of(MIRROR, '1.30.0', extended)).join()).toContain('then of https://reg:5000');
  });

  test('the wildcard, rewrites, and the flag against the default endpoint', () => {
    const text = 'mirrors:\n  "*":\n    endpoint: ["https://cache"]\n    rewrite:\n      "^a/": "b/"\n';
    expect(said(K3S, of(text))).toEqual([
      `${REGISTRIES}:2 images of registries without an entry of their own are asked of https://cache first, then of the registry itself over https`,
      `${REGISTRIES}:5 repositories that match ^a/ are asked of these endpoints as b/`,
    ]);
    const none = of(text, '1.36.2', { '/etc/rancher/k3s/config.yaml': 'disable-default-registry-endpoint: true\n' });
    expect(said(K3S, none)[0]).toMatch(/asked of https:\/\/cache$/);
  });

  test('what it says is what it will do after a restart', () => {
    const old = { [`${ETC}/config.toml`]: '[plugins]\n' };
    expect(said(K3S, of(MIRROR, '1.36.2', old))[0]).toContain('http://reg:5000 first');
  });
});

describe('configs of registries.yaml in words', () => {
  const configs = (fields: string): string => `configs:\n  "reg:5000":\n${fields}`;
  const CA = '/etc/ca.pem';

  test('a login: where, never who', () => {
    const asked = of(configs('    auth:\n      username: canary\n      password: canary\n'));
    const { source, does, not } = meaningOf(K3S, asked, /logs in/);
    expect(does).toBe('logs in as the user named there at reg:5000, where it asks for a login');
    expect(source.line).toBe(3);
    expect(not).toMatch(/imagePullSecrets.*not to another port/);
    expect(JSON.stringify(meaningsOf(K3S, asked))).not.toContain('canary');
  });

  test('a CA: where it counts, since when, and that it allows no HTTP', () => {
    const asked = of(configs(`    tls:\n      ca_file: ${CA}\n`), '1.36.2', { [CA]: A_CA });
    const { source, does, versions, not } = meaningOf(K3S, asked, /trusted/);
    expect(does).toBe(`the CA in ${CA} is trusted at https://reg:5000, beside the system's`);
    expect(source.line).toBe(4);
    expect(versions).toContain('v1.28.6 to 8');
    expect(not).toMatch(/allows no plain HTTP.*in k3d: in its container/);
  });

  test('insecure_skip_verify: no HTTP without an endpoint, nothing before 1.19.1', () => {
    const text = configs('    tls:\n      insecure_skip_verify: true\n');
    expect(meaningOf(K3S, of(text), /without verifying/).not).toContain('allows no plain HTTP');
    expect(meaningOf(K3S, of(text + MIRROR), /without verifying/).not).toContain('https is tried before');
    expect(said(K3S, of(text, '1.18.0'))).toEqual([`${REGISTRIES}:4 nothing: k3s 1.18.0 doesn't pass it on`]);
  });

  test('with a reference: its mirrors and the settings of their endpoints', () => {
    const text =
      'mirrors:\n  a.test:\n    endpoint: ["https://reg:5000"]\n  b.test:\n    endpoint: ["https://b2"]\nconfigs:\n  "reg:5000":\n    tls:\n      insecure_skip_verify: true\n  b2:\n    tls:\n      insecure_skip_verify: true\n';
    expect(said(K3S, { ...of(text), reference: 'a.test/x' }).map((each) => each.split(' ')[0])).toEqual([
      `${REGISTRIES}:2`,
      `${REGISTRIES}:9`,
    ]);
  });

  test('RKE2 by its own file and name', () => {
    const files = { '/etc/rancher/rke2/registries.yaml': MIRROR };
    const { versions, not } = meaningOf(RKE2, { version: '1.30.0', files }, /images of/);
    expect(versions).toContain('rke2, all releases');
    expect(not).toContain('restart of rke2');
  });
});
