import { describe, expect, test } from 'vitest';
import type { ClientFlags, PlanRequest } from '../../../src/clients/client.js';
import { environmentFile } from '../../../src/clients/microk8s/environment-file.js';
import { MICROK8S } from '../../../src/clients/microk8s/microk8s.js';
import { hostWithFiles } from '../../../src/host/overlay.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { aHost } from '../a-host.js';

const FLAGS: ClientFlags = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  dockerConfigJson: null,
  platform: null,
};
const ARGS = '/var/snap/microk8s/current/args';
const TEMPLATE = `${ARGS}/containerd-template.toml`;
const FILES = {
  [TEMPLATE]:
    'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "$\x7bSNAP_DATA}/args/certs.d"\n',
  [`${ARGS}/certs.d/docker.io/hosts.toml`]:
    'server = "https://docker.io"\n[host."https://registry-1.docker.io"]\n  capabilities = ["pull", "resolve"]\n',
  [`${ARGS}/certs.d/localhost:32000/hosts.toml`]:
    'server = "http://localhost:32000"\n[host."http://localhost:32000"]\n  capabilities = ["pull", "resolve"]\n',
};

function request(
  files: Readonly<Record<string, string>> = {},
  reference = 'reg:5000/a:1',
  version = '1.32.0',
): PlanRequest {
  return {
    host: aHost({ ...FILES, ...files }),
    version: { text: version, from: 'flag' },
    operation: 'pull',
    reference,
    flags: FLAGS,
  };
}

function lines(own: PlanRequest, world: World): string[] {
  return requests(walkIn(world, MICROK8S.plan(own).root));
}

describe('microk8s', () => {
  test.each(['1.28.0', '1.32.0', '1.35.0', '1.36.0'])('%s reads the certs.d of the snap', (version) => {
    const files = { [`${ARGS}/certs.d/reg:5000/hosts.toml`]: 'server = "http://reg:5000"\n[host."http://reg:5000"]\n' };
    expect(lines(request(files, undefined, version), { ports: { 5000: 'http' } })[0]).toBe(
      'HEAD http://reg:5000/v2/a/manifests/1: 200',
    );
  });

  test('and none of the host’s', () => {
    const files = {
      '/etc/containerd/certs.d/reg:5000/hosts.toml': 'server = "http://reg:5000"\n[host."http://reg:5000"]\n',
    };
    const own = request(files);
    expect(lines(own, { ports: { 5000: 'http' } })[0]).toBe('HEAD https://reg:5000/v2/a/manifests/1: tls-plain-http');
    const { places } = MICROK8S.configuration({ ...own, reference: own.reference });
    expect(places.filter(({ found }) => found === 'ignored').map(({ path }) => path)).toContain(
      '/etc/containerd/certs.d',
    );
    expect(MICROK8S.plan(own).observations.map(({ code }) => code)).toContain('config-ignored-wrong-path');
  });

  test('its registry add-on is plain http', () => {
    const world: World = { ports: { 32000: 'http' }, names: { localhost: ['127.0.0.1'] } };
    expect(lines(request({}, 'localhost:32000/a:1'), world)[0]).toContain('HEAD http://localhost:32000/');
  });

  test('as it is shipped nothing is wrong', () => {
    const own = request({}, 'nginx');
    expect(MICROK8S.plan(own).observations).toEqual([]);
    expect(MICROK8S.configuration({ ...own, reference: null }).observations).toEqual([]);
  });

  test('the template’s own lines are told', () => {
    expect(MICROK8S.plan(request()).sources).toContainEqual({
      kind: 'file',
      name: TEMPLATE,
      line: 3,
      says: `config_path = "${ARGS}/certs.d"`,
    });
  });

  test('proxies come from containerd-env, unless the process itself is seen', () => {
    const files = {
      [`${ARGS}/containerd-env`]: '# HTTPS_PROXY=http://no:1\nexport HTTPS_PROXY="http://proxy:3128"\nPATH=$PATH:/x\n',
    };
    expect(JSON.stringify(MICROK8S.plan(request(files)).root)).toContain('"host":"proxy"');
    const process = { name: 'containerd', pid: 1, startedMs: null, environment: { HTTPS_PROXY: 'http://seen:3128' } };
    const seen = (word: string) => {
      const own = request(files);
      const host = { ...own.host, processes: [{ ...process, arguments: ['--config', word] }] };
      return JSON.stringify(MICROK8S.plan({ ...own, host }).root);
    };
    expect(seen(`${ARGS}/containerd.toml`)).toContain('"host":"seen"');
    expect(seen('/etc/containerd/config.toml')).toContain('"host":"proxy"');
  });

  test('a remedy is written below the snap’s data', () => {
    const own = request();
    const [remedy] = MICROK8S.remedies(own, { kind: 'plain-http', port: null });
    expect(remedy?.files.map(({ path }) => path)).toEqual([`${ARGS}/certs.d/reg:5000/hosts.toml`]);
    const host = hostWithFiles(own.host, [...(remedy?.files ?? [])]);
    expect(lines({ ...own, host }, { ports: { 5000: 'http' } })[0]).toContain('HEAD http://reg:5000/');
  });

  test('is on where the snap’s data is', () => {
    expect(MICROK8S.isOn(request().host)).toBe(true);
    expect(MICROK8S.isOn(aHost())).toBe(false);
    expect(MICROK8S.parseVersion('MicroK8s v1.32.3 revision 7970\n')).toBe('1.32.3');
  });

  test.each(['version = \n', '${', 'imports = ["*"]\n', '[plugins]\n__proto__ = 1\n'])(
    'never throws for the template %j',
    (text) => {
      const own = request({ [TEMPLATE]: text });
      expect(() => [
        MICROK8S.plan(own),
        MICROK8S.configuration({ ...own, reference: null }),
        MICROK8S.remedies(own, { kind: 'plain-http', port: 1 }),
      ]).not.toThrow();
    },
  );
});

test('a shell file is read as far as it is plain', () => {
  const { files } = aHost({ '/env': 'A=1\nexport B="two words"\nC=$A\nD=\'x\' # why\n# E=5\nF=a;G=b\n' });
  expect(environmentFile(files, '/env')).toEqual({ A: '1', B: 'two words', D: 'x' });
});
