import { describe, expect, test } from 'vitest';
import type { RemedyGoal } from '../../../../src/clients/client.js';
import { CONTAINERD } from '../../../../src/clients/containerd/containerd.js';
import { hostWithFiles } from '../../../../src/host/overlay.js';
import type { Port } from '../../../support/world.js';
import { requests, walkIn } from '../../../support/world.js';
import { type AskedContainerd, CONFIG, hostOf, planOf, requestOf } from './a-containerd.js';

const GRPC = 'plugins."io.containerd.grpc.v1.cri"';
const IMAGES = 'plugins."io.containerd.cri.v1.images"';
const HTTP: RemedyGoal = { kind: 'plain-http', port: null };

/** Outcome of the pull once the first remedy is carried out, with its files and reload. */
function remedied(asked: AskedContainerd, goal: RemedyGoal, port: Port) {
  const [remedy] = CONTAINERD.remedies(requestOf(asked), goal);
  if (remedy === undefined) return null;
  const plan = planOf(asked, hostWithFiles(hostOf(asked), remedy.files));
  const walk = walkIn({ ports: { 5000: port } }, plan.root);
  return { ...remedy, outcome: walk.outcome, first: requests(walk)[0], observations: plan.observations };
}

describe('plain HTTP is declared', () => {
  test.each<readonly [name: string, asked: AskedContainerd]>([
    ['without any configuration, 1.6', { version: '1.6.20' }],
    ['without any configuration, 1.7', {}],
    ['without any configuration, 2.0', { version: '2.0.0' }],
    ['without any configuration, 2.2', { version: '2.2.7' }],
    ['without any configuration, 2.3', { version: '2.3.4' }],
    ['a file of version 2, 2.3', { version: '2.3.4', config: `version = 2\n[${GRPC}]\n  sandbox_image = "pause"\n` }],
    [
      'a file of version 2, 1.7',
      { config: `version = 2\n[${GRPC}]\n  sandbox_image = "pause"\n  [${GRPC}.registry]\n    config_path = ""\n` },
    ],
    ['a file without version, 1.7', { config: 'root = "/x"\n[plugins.cri]\n  sandbox_image = "pause"\n' }],
    ['a file without version, 2.0', { version: '2.0.0', config: 'root = "/x"\n' }],
    ['a file of version 3', { version: '2.0.0', config: `version = 3\n[${IMAGES}]\n  snapshotter = "overlayfs"\n` }],
    ['two directories', { version: '2.3.4', config: `version = 3\n[${IMAGES}.registry]\n  config_path = "/a:/b"\n` }],
    [
      'mirrors of another registry',
      { config: `version = 2\n[${GRPC}.registry.mirrors."docker.io"]\nendpoint = ["https://mirror.test"]\n` },
    ],
    [
      'a drop-in that has the plugin’s table',
      {
        config: 'version = 2\nimports = ["/etc/containerd/p.toml"]\n',
        files: { '/etc/containerd/p.toml': `version = 2\n[${GRPC}]\nsandbox_image = "pause"\n` },
      },
    ],
  ])('%s', (_, asked) => {
    expect(walkIn({ ports: { 5000: 'http' } }, planOf(asked).root).outcome).toBe('fail');
    const found = remedied(asked, HTTP, 'http');
    expect(found).toMatchObject({ outcome: 'ok', observations: [] });
    expect(found?.reload).toContain('systemctl restart containerd');
  });

  test('where certs.d is in force, config.toml stays and nothing is restarted', () => {
    const found = remedied({ config: `version = 2\n[${GRPC}.registry]\nconfig_path = "/c"\n` }, HTTP, 'http');
    expect(found).toMatchObject({ outcome: 'ok', reload: 'none needed' });
    expect(found?.files.map(({ path }) => path)).toEqual(['/c/reg:5000/hosts.toml']);
  });

  test('what config.toml says besides is kept, mirrors as hosts.toml', () => {
    const config = `version = 2\nroot = "/x" # mine\n[${GRPC}.registry.mirrors."docker.io"]\nendpoint = ["https://mirror.test/proxy"]\n`;
    const files = remedied({ config }, HTTP, 'http')?.files ?? [];
    expect(files.find(({ path }) => path === CONFIG)?.content).toContain('root = "/x" # mine\n');
    const hub = files.find(({ path }) => path.endsWith('/docker.io/hosts.toml'))?.content;
    expect(hub).toContain('[host."https://mirror.test/proxy"]');
    expect(hub).toContain('override_path = true');
  });
});

test('nobody is verified, and a CA is trusted', () => {
  expect(remedied({}, { kind: 'unverified', endpoint: 'reg:5000' }, 'untrusted')?.outcome).toBe('ok');
  const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
  const trust = remedied({}, { kind: 'trust', endpoint: 'reg:5000', pem }, 'https');
  expect(trust?.files.some(({ content }) => content === pem)).toBe(true);
});

describe('nothing is offered', () => {
  test.each<readonly [name: string, asked: AskedContainerd]>([
    ['where containerd does not start', { config: 'version = \n' }],
    [
      'where config.toml would have to be written out with a login',
      { config: `version = 2\n[${GRPC}.registry.configs."x".auth]\nusername = "me"\npassword = "hunter2"\n` },
    ],
    ['for a reference that is none', { reference: 'reg/X' }],
  ])('%s', (_, asked) => {
    expect(CONTAINERD.remedies(requestOf(asked), HTTP)).toEqual([]);
  });
});
