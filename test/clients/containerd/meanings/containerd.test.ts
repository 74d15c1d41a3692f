import { describe, expect, test } from 'vitest';
import { CONTAINERD } from '../../../../src/clients/containerd/containerd.js';
import { A_CA } from '../../k3s/a-node.js';
import { meaningOf, meaningsOf, said } from '../../said.js';

const CONFIG = '/etc/containerd/config.toml';
const HOSTS = '/etc/containerd/certs.d/reg:5000/hosts.toml';
const CRI = 'plugins."io.containerd.grpc.v1.cri".registry';
const v2 = (text: string): string => `version = 2\n${text}`;
const CONFIG_PATH = v2(`[${CRI}]\nconfig_path = "/etc/containerd/certs.d"\n`);

describe('config.toml in words', () => {
  const mirrors = v2(
    `[${CRI}.mirrors."reg:5000"]\nendpoint = ["http://mirror:80"]\n[${CRI}.mirrors."*"]\nendpoint = ["https://cache"]\n[${CRI}.configs."mirror:80".tls]\nca_file = "/ca.pem"\ninsecure_skip_verify = true\n[${CRI}.configs."mirror:80".auth]\nusername = "canary"\npassword = "canary"\n`,
  );
  const files = { [CONFIG]: mirrors, '/ca.pem': A_CA };

  test('mirrors, TLS and logins of containerd 1.x, each with its line', () => {
    expect(said(CONTAINERD, { version: '1.7.20', files })).toEqual([
      `${CONFIG}:3 images of reg:5000 are asked of http://mirror:80 first, then of https://reg:5000`,
      `${CONFIG}:5 images of registries without an entry of their own are asked of https://cache first, then of the registry itself over https`,
      `${CONFIG}:7 the CA in /ca.pem is trusted at https://mirror:80, beside the system's`,
      `${CONFIG}:8 https://mirror:80 is asked without verifying its certificate`,
      `${CONFIG}:9 the login written there is sent to mirror:80 when it asks for one`,
    ]);
  });

  test('containerd 2 takes no tls there, and it is not told as if it did', () => {
    expect(said(CONTAINERD, { version: '2.0.4', files }).join()).not.toMatch(/ca\.pem|without verifying/);
  });

  test('with a reference: its own table, and settings of its endpoints', () => {
    const shown = said(CONTAINERD, { version: '1.7.20', files, reference: 'reg:5000/a' });
    expect(shown).toHaveLength(4);
    expect(shown.join()).not.toContain('cache');
    expect(said(CONTAINERD, { version: '1.7.20', files, reference: 'other.test/a' })).toEqual([
      `${CONFIG}:5 images of registries without an entry of their own are asked of https://cache first, then of the registry itself over https`,
    ]);
  });

  test('never a name or a password', () => {
    expect(JSON.stringify(meaningsOf(CONTAINERD, { version: '1.7.20', files }))).not.toContain('canary');
  });

  test('config_path: where hosts files are, and that two directories in one text are neither', () => {
    const two = CONFIG_PATH.replace('certs.d"', 'certs.d:/etc/docker/certs.d"');
    const { does, not } = meaningOf(CONTAINERD, { version: '2.2.2', files: { [CONFIG]: two } }, /hosts\.toml/);
    expect(does).toContain('/HOST[:PORT]/ at every pull');
    expect(not).toContain('neither is read');
  });

  test('a file with which nothing can be pulled says nothing', () => {
    const both = `${CONFIG_PATH}[${CRI}.mirrors."reg:5000"]\nendpoint = ["http://reg:5000"]\n`;
    expect(said(CONTAINERD, { version: '1.7.20', files: { [CONFIG]: both } })).toEqual([]);
  });
});

describe('hosts.toml in words', () => {
  const of = (text: string, version = '2.0.4') => ({ version, files: { [CONFIG]: CONFIG_PATH, [HOSTS]: text } });
  const INSECURE = 'server = "https://reg:5000"\n[host."http://reg:5000"]\n  capabilities = ["pull", "resolve"]\n';

  test('plain HTTP, then the server', () => {
    expect(said(CONTAINERD, of(INSECURE))[1]).toBe(
      `${HOSTS}:2 images of reg:5000 are asked of http://reg:5000 first, then of https://reg:5000`,
    );
  });

  test('http with skip_verify: https first, since when, and that it is not HTTP at once', () => {
    const asked = of(`${INSECURE}  skip_verify = true\n`);
    expect(said(CONTAINERD, asked)[1]).toContain(
      'https://reg:5000 without verification (where it answers in plain HTTP or not in time: http://reg:5000) first',
    );
    const { source, versions, not } = meaningOf(CONTAINERD, asked, /not verified/);
    expect(source.line).toBe(4);
    expect(versions).toContain('from containerd 1.6.25 and 1.7.7');
    expect(not).toContain('https comes first');
    expect(said(CONTAINERD, of(`${INSECURE}  skip_verify = true\n`, '1.6.20'))[1]).toContain('http://reg:5000 first');
  });

  test('https with skip_verify allows no plain HTTP', () => {
    const { not } = meaningOf(CONTAINERD, of('[host."https://reg:5000"]\n  skip_verify = true\n'), /not verified/);
    expect(not).toContain('allows no plain HTTP');
  });

  test('a host asked by digest only', () => {
    const asked = of(INSECURE.replace(', "resolve"', ''));
    expect(said(CONTAINERD, asked)[1]).toContain('http://reg:5000 (by digest only) first');
  });

  test('certificates alone, as docker lays them out, and _default', () => {
    const root = '/etc/containerd/certs.d';
    const files = { [CONFIG]: CONFIG_PATH, [`${root}/reg_5000_/ca.crt`]: A_CA, [`${root}/_default/ca.crt`]: A_CA };
    const shown = said(CONTAINERD, { version: '2.0.4', files });
    expect(shown).toContain(
      `${root}/reg_5000_/ca.crt:null the CA in ${root}/reg_5000_/ca.crt is trusted at https://reg:5000, beside the system's`,
    );
    expect(shown.join()).toContain('trusted at registries without a directory of their own');
  });

  test('a CA under the certs.d of buildah does nothing', () => {
    const path = '/etc/containers/certs.d/reg.test/ca.crt';
    const { does, not, idle } = meaningOf(CONTAINERD, { files: { [path]: A_CA } }, /nothing for containerd/);
    expect(does).toContain("doesn't read this directory");
    expect(not).toContain('/etc/containerd/certs.d/HOST[:PORT]/');
    expect(idle).toBe(true);
  });
});
