import { describe, expect, test } from 'vitest';
import { K3S } from '../../../../src/clients/k3s/k3s.js';
import { writtenMirrors } from '../../../../src/clients/k3s/meanings/template-mirrors.js';
import { configurationOf } from '../../a-client.js';
import { meaningOf, said } from '../../said.js';
import { asks, ETC, noted, planOf } from '../a-node.js';

const TEMPLATE = `${ETC}/config.toml.tmpl`;
const FIRST_FORM = `[plugins.cri]
{{- if .IsRunningInUserNS }}
disable_cgroup = true
{{ end -}}
[plugins.cri.registry.mirrors."reg:5000"]
  endpoint = ["http://reg:5000"]
`;
const of = (version: string, text = FIRST_FORM, name = TEMPLATE) => ({ version, files: { [name]: text } });
const LINE = `${TEMPLATE}:6`;

describe('a template of the first form', () => {
  test.each(['0.9.1', '1.22.0', '1.30.0', '1.36.2'])('counts in k3s %s, and its line is the reason', (version) => {
    expect(said(K3S, of(version))[1]).toBe(`${LINE} images of reg:5000 are asked of http://reg:5000`);
    expect(planOf(of(version)).sources).toContainEqual(expect.objectContaining({ name: TEMPLATE, line: 6 }));
    expect(asks(of(version))).toEqual(['http://reg:5000/v2/a/manifests/1']);
  });

  test.each(['1.31.6', '1.34.1', '1.35.3'])('does nothing in k3s %s, which is dead with a cure', (version) => {
    expect(said(K3S, of(version))[1]).toMatch(new RegExp(`^${LINE} nothing for images of reg:5000: containerd 2\\.`));
    expect(asks(of(version))).toEqual(['https://reg:5000/v2/a/manifests/1']);
    const { source, text, cure } = noted(of(version), 'config-ignored-wrong-path');
    expect(source).toMatchObject({ name: TEMPLATE, line: 6 });
    expect(text).toContain(TEMPLATE);
    expect(asks({ ...of(version), over: cure })).toEqual(['http://reg:5000/v2/a/manifests/1']);
  });

  test('which releases take it is told with both', () => {
    for (const version of ['1.30.0', '1.34.1']) {
      const { versions } = meaningOf(K3S, of(version), /images of reg/);
      expect(versions).toMatch(
        /up to v1\.29\.14.*containerd 2\.3 \(from v1\.36\.2\); not with containerd 2\.0 to 2\.2/,
      );
    }
  });

  test('it takes the place of the whole configuration, and registries.yaml is dead beside it', () => {
    const { does, not } = meaningOf(K3S, of('1.30.0'), /takes the place/);
    expect(does).toContain('the whole configuration that k3s 1.30.0 would generate for its containerd 1.7.15');
    expect(not).toMatch(/takes nothing from \/etc\/rancher\/k3s\/registries\.yaml: it names no config_path/);
    expect(meaningOf(K3S, of('0.9.1'), /takes the place/).not).toContain('not known to this release');
  });
});

describe('templates of other forms', () => {
  test('one that takes in k3s’ own only adds to it', () => {
    const { does, not } = meaningOf(K3S, of('1.30.0', '{{ template "base" . }}\n'), /gets the configuration/);
    expect(does).toContain('with these lines added');
    expect(not).not.toContain('takes nothing');
  });

  test('config-v3.toml.tmpl, and config.toml.tmpl beside it', () => {
    const name = `${ETC}/config-v3.toml.tmpl`;
    const text = `version = 3\n[plugins.'io.containerd.cri.v1.images'.registry.mirrors."reg:5000"]\nendpoint = ["http://reg:5000"]\n`;
    expect(said(K3S, of('1.36.2', text, name))[1]).toBe(`${name}:3 images of reg:5000 are asked of http://reg:5000`);
    expect(meaningOf(K3S, of('1.36.2', text, name), /takes the place/).versions).toContain("don't look at this name");
  });

  test('broken by its version: nothing is told of its tables as if they worked', () => {
    const text = FIRST_FORM.replace('[plugins.cri]', 'version = 2\n[plugins.cri]');
    expect(said(K3S, of('1.30.0', text)).join()).not.toContain('are asked of');
    expect(asks(of('1.30.0', text))[0]).toContain('invalid plugin key URI');
  });

  test('with a reference of another registry its table is left out', () => {
    const asked = { ...of('1.30.0'), reference: 'other.test/a' };
    expect(configurationOf(K3S, asked).meanings).toHaveLength(1);
  });
});

describe('tables of mirrors in a template', () => {
  test('headers of all forms with their lines', () => {
    const text = `{{ if .X }}
[plugins.cri.registry.mirrors."a.test"]
  endpoint = ["http://a"]
[plugins."io.containerd.grpc.v1.cri".registry.mirrors.'b.test']
[plugins.'io.containerd.cri.v1.images'.registry.mirrors.localhost]

  endpoint = []
[plugins.cri.registry.mirrors."{{ $k }}"]
`;
    expect(writtenMirrors(text)).toEqual([
      { plugin: 'cri', registry: 'a.test', line: 2, endpointLine: 3 },
      { plugin: 'io.containerd.grpc.v1.cri', registry: 'b.test', line: 4, endpointLine: null },
      { plugin: 'io.containerd.cri.v1.images', registry: 'localhost', line: 5, endpointLine: 7 },
    ]);
  });
});
