import { describe, expect, test } from 'vitest';
import { BUILDAH } from '../../../../src/clients/containers-image/buildah.js';
import { CRI_O } from '../../../../src/clients/containers-image/cri-o.js';
import { SKOPEO } from '../../../../src/clients/containers-image/skopeo.js';
import type { AskedOf } from '../../a-client.js';
import { A_CA } from '../../k3s/a-node.js';
import { meaningOf, meaningsOf, said } from '../../said.js';

const CONF = '/etc/containers/registries.conf';
const conf = (text: string, more: AskedOf = {}): AskedOf => ({ ...more, files: { [CONF]: text } });

describe('registries.conf in words', () => {
  test('insecure: what it is, and that it does not mean HTTP at once', () => {
    const asked = conf('[[registry]]\nlocation = "reg.test"\ninsecure = true\n');
    expect(said(BUILDAH, asked)).toEqual([
      `${CONF}:1 images of reg.test are asked of https://reg.test without verification or else over plain HTTP`,
      `${CONF}:3 https://reg.test is asked first, without verifying its certificate; where that fails, plain HTTP on the same port`,
    ]);
    const { versions, not } = meaningOf(BUILDAH, asked, /asked first/);
    expect(versions).toContain('buildah, podman, skopeo and CRI-O');
    expect(not).toContain('does not mean plain HTTP at once');
  });

  test.each<[string, string, RegExp, RegExp | null]>([
    [
      'mirrors',
      '[[registry]]\nprefix = "a.test"\nlocation = "a.test"\n[[registry.mirror]]\nlocation = "m.test/a"\n',
      /asked of https:\/\/m\.test\/a first, then of https:\/\/a\.test$/,
      /pushes are not mirrored/,
    ],
    [
      'mirrors by digest',
      '[[registry]]\nlocation = "a.test"\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "m.test"\n',
      /https:\/\/m\.test \(by digest only\) first/,
      null,
    ],
    [
      'another location',
      '[[registry]]\nprefix = "a.test"\nlocation = "b.test:80"\n',
      /images of a\.test are asked of https:\/\/b\.test:80/,
      /pushes, logins and tag lists still go to a\.test/,
    ],
    [
      'blocked',
      '[[registry]]\nlocation = "a.test"\nblocked = true\n',
      /refused before any request/,
      /docker, containerd/,
    ],
    [
      'a wildcard',
      '[[registry]]\nprefix = "*.a.test"\ninsecure = true\n',
      /images of \*\.a\.test are asked of the registry itself/,
      null,
    ],
  ])('%s', (_name, text, does, not) => {
    const meaning = meaningOf(BUILDAH, conf(text), does);
    if (not !== null) expect(meaning.not).toMatch(not);
  });

  test('with a reference only the table that counts for it', () => {
    const text = '[[registry]]\nlocation = "a.test"\n[[registry]]\nlocation = "b.test"\n';
    expect(said(BUILDAH, conf(text, { reference: 'b.test/x' }))).toEqual([
      `${CONF}:3 images of b.test are asked of https://b.test`,
    ]);
    expect(said(BUILDAH, conf(text, { reference: 'c.test/x' }))).toEqual([]);
  });
});

describe('certs.d in words', () => {
  const path = '/etc/containers/certs.d/reg.test/ca.crt';

  test('whom it is for, which host and port, and who does not read it', () => {
    const { does, versions, not, source } = meaningOf(BUILDAH, { files: { [path]: A_CA } }, /trusted/);
    expect(source.name).toBe(path);
    expect(does).toBe("the CA in ca.crt is trusted at https://reg.test, beside the system's");
    expect(versions).toContain('buildah, podman, skopeo and CRI-O');
    expect(not).toMatch(/reg\.test:5000 has a directory of its own.*allows no plain HTTP.*docker, containerd/);
  });

  test('docker’s directory is shared with docker; a client certificate is told', () => {
    const files = { '/etc/docker/certs.d/reg.test:5000/ca.crt': A_CA };
    const { versions, not } = meaningOf(BUILDAH, { files }, /trusted/);
    expect(versions).toContain('docker too');
    expect(not).toContain('no other port');
  });

  test('with a reference only that of its host', () => {
    expect(said(BUILDAH, { files: { [path]: A_CA }, reference: 'other.test/a' })).toEqual([]);
    expect(said(BUILDAH, { files: { [path]: A_CA }, reference: 'reg.test/a' })).toHaveLength(1);
  });
});

describe('BUILD_REGISTRY_SOURCES in words', () => {
  const lists = {
    insecureRegistries: ['reg.test:5000'],
    blockedRegistries: ['bad.test'],
    allowedRegistries: ['reg.test:5000'],
  };
  const host = { environment: { BUILD_REGISTRY_SOURCES: JSON.stringify(lists) } };

  test('the three lists for buildah, nothing for skopeo and CRI-O', () => {
    expect(said(BUILDAH, { host })).toEqual([
      '$BUILD_REGISTRY_SOURCES:null images of reg.test:5000 are asked of https://reg.test:5000 without verification first, then of http://reg.test:5000',
      '$BUILD_REGISTRY_SOURCES:null images of bad.test are refused before any request',
      '$BUILD_REGISTRY_SOURCES:null only images of reg.test:5000 are pulled and pushed; all others are refused',
    ]);
    expect(said(SKOPEO, { host })).toEqual([
      '$BUILD_REGISTRY_SOURCES:null nothing for skopeo, which does not look at it',
    ]);
    expect(said(CRI_O, { host })).toEqual([]);
  });

  test('names are compared whole; who reads it', () => {
    const { versions, not } = meaningOf(BUILDAH, { host, reference: 'reg.test:5000/a' }, /without verification/);
    expect(versions).toContain('not skopeo');
    expect(not).toMatch(/not for logins.*compared whole/);
    expect(said(BUILDAH, { host, reference: 'reg.test/a' })).toHaveLength(1);
  });

  test.each(['not JSON', '{"insecureRegistries": 5}', '[]'])('%s says nothing', (text) => {
    expect(said(BUILDAH, { host: { environment: { BUILD_REGISTRY_SOURCES: text } } })).toEqual([]);
  });
});

describe('login files in words', () => {
  const auth = Buffer.from('canary-user:canary-password').toString('base64');
  const AUTH = '/run/containers/0/auth.json';
  const files = {
    [AUTH]: JSON.stringify({ auths: { 'reg.test': { auth }, 'b.test:5000': {} }, credHelpers: { 'c.test': 'pass' } }),
  };

  test('which host, never who', () => {
    expect(said(BUILDAH, { files })).toEqual([
      `${AUTH}:1 logs in as the user named there at reg.test, where it asks for a login`,
      `${AUTH}:1 docker-credential-pass is asked for the login at c.test`,
    ]);
    const all = JSON.stringify(meaningsOf(BUILDAH, { files }));
    expect(all).not.toContain('canary');
    expect(all).not.toContain(auth);
    expect(meaningOf(BUILDAH, { files }, /logs in/).not).toContain('not for another port');
  });

  test('with a reference only the key that matches', () => {
    expect(said(BUILDAH, { files, reference: 'reg.test:5000/a' })).toEqual([]);
    expect(said(BUILDAH, { files, reference: 'reg.test/a' })).toHaveLength(1);
  });
});

describe('crio.conf in words', () => {
  const files = { '/etc/crio/crio.conf': '[crio.image]\ninsecure_registries = ["reg.test:5000", "10.0.0.0/8"]\n' };

  test('names and networks up to 1.34, nothing from 1.35', () => {
    expect(said(CRI_O, { version: '1.34.2', files })).toEqual([
      '/etc/crio/crio.conf:2 images of reg.test:5000 are asked of https://reg.test:5000 without verification first, then of http://reg.test:5000',
      '/etc/crio/crio.conf:2 registries with an address in 10.0.0.0/8 are asked over https without verification first, then over http',
    ]);
    expect(meaningOf(CRI_O, { version: '1.34.2', files }, /10\.0/).versions).toContain('from 1.35 on it does nothing');
    expect(said(CRI_O, { version: '1.35.0', files })).toEqual([]);
  });
});
