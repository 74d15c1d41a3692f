import { describe, expect, test } from 'vitest';
import { disagreement } from '../../src/report/disagreement.js';
import type { ReportClient } from '../../src/report/schema.js';
import { anAttempt, aReport } from './a-report.js';

const [SLOW] = aReport().clients;
if (SLOW === undefined) throw new Error('the report of the tests has no client');

const HTTPS = 'https://reg.test/v2/';
const HTTP = 'http://reg.test/v2/app/manifests/1';
const INSECURE = { path: '/etc/docker/daemon.json', line: 3, says: 'insecure-registries ["reg.test"]' };
const failed = anAttempt({ url: HTTPS, outcome: 'tls-plain-http', status: null });
const served = anAttempt({ id: 2, url: HTTP, step: 'manifest' });

function aClient(client: string, outcome: ReportClient['outcome'], more: Partial<ReportClient> = {}): ReportClient {
  return { ...(SLOW as ReportClient), client, outcome, says: null, attempts: [], sources: [], ...more };
}

const docker = aClient('docker', 'ok', { attempts: [failed, served], sources: [INSECURE] });
const stuck = (more: Partial<ReportClient> = {}) =>
  aClient('containerd', 'fail', { attempts: [failed], says: 'HTTP response to HTTPS client', ...more });

describe('why clients disagree', () => {
  test.each<[string, ReportClient[], string]>([
    [
      'one may use plain HTTP, for the other nothing is configured',
      [stuck(), docker],
      'docker gets through over plain HTTP, because of /etc/docker/daemon.json:3 insecure-registries ["reg.test"]; containerd doesn\'t: nothing is configured for it, and it ends with "HTTP response to HTTPS client".',
    ],
    [
      'the other is configured otherwise',
      [docker, stuck({ sources: [{ path: '/etc/c.toml', line: 2, says: 'insecure = false' }] })],
      'docker gets through over plain HTTP, because of /etc/docker/daemon.json:3 insecure-registries ["reg.test"]; containerd doesn\'t: it goes by /etc/c.toml:2 insecure = false, and it ends with "HTTP response to HTTPS client".',
    ],
    [
      'only what speaks of the difference is named as its reason',
      [
        { ...docker, sources: [{ path: '/etc/docker/daemon.json', line: 1, says: 'debug' }] },
        stuck({ sources: [{ path: '/etc/c.toml', line: 9, says: 'root = "/x"' }], says: null }),
      ],
      "docker gets through over plain HTTP; containerd doesn't: nothing like that is configured for it.",
    ],
    [
      'a network is the reason where it holds the address',
      [{ ...docker, sources: [{ ...INSECURE, says: 'insecure-registries "10.0.0.0/8"' }] }, stuck({ says: null })],
      'docker gets through over plain HTTP, because of /etc/docker/daemon.json:3 insecure-registries "10.0.0.0/8"; containerd doesn\'t: nothing is configured for it.',
    ],
    [
      'and is not where another one holds it',
      [
        {
          ...docker,
          sources: [
            { ...INSECURE, says: 'insecure-registries "192.168.0.0/16"' },
            { path: 'docker', line: null, says: 'loopback is insecure' },
          ],
        },
        stuck({ says: null }),
      ],
      "docker gets through over plain HTTP, because by default loopback is insecure; containerd doesn't: nothing is configured for it.",
    ],
    [
      'a mirror',
      [
        aClient('k3s', 'ok', {
          attempts: [anAttempt({ url: 'https://mirror.test/v2/app/manifests/1' })],
          sources: [{ path: '/etc/rancher/k3s/registries.yaml', line: 4, says: 'endpoint https://mirror.test' }],
        }),
        stuck(),
      ],
      'k3s gets through at mirror.test, because of /etc/rancher/k3s/registries.yaml:4 endpoint https://mirror.test; containerd doesn\'t: nothing is configured for it, and it ends with "HTTP response to HTTPS client".',
    ],
    [
      'verification',
      [aClient('skopeo', 'ok', { attempts: [anAttempt({ url: HTTPS, tlsVerify: false })] }), stuck()],
      'skopeo gets through without checking who answers; containerd doesn\'t: nothing is configured for it, and it ends with "HTTP response to HTTPS client".',
    ],
    [
      'credentials',
      [
        aClient('podman', 'ok', { attempts: [anAttempt({ url: HTTPS, credentialFrom: '/run/auth.json' })] }),
        stuck({ says: 'unauthorized' }),
      ],
      'podman gets through with the credentials of /run/auth.json; containerd doesn\'t: nothing is configured for it, and it ends with "unauthorized".',
    ],
    [
      'a client that stops before any request',
      [docker, stuck({ attempts: [], says: 'toml: line 3' })],
      'docker gets through; containerd doesn\'t: it ends with "toml: line 3".',
    ],
    [
      'a slow one beside a quick one',
      [
        aClient('containerd', 'ok', { attempts: [served] }),
        aClient('buildah', 'slow', { attempts: [{ ...failed, wasted: true, ms: 30_000 }, served] }),
      ],
      'containerd gets through; buildah loses 30.0 s on https://reg.test/v2/, which containerd never asks.',
    ],
  ])('%s', (_name, clients, sentence) => {
    expect(disagreement(clients)).toBe(sentence);
  });

  test.each<[string, ReportClient[]]>([
    ['one client', [docker]],
    ['all get through', [docker, { ...docker, client: 'skopeo' }]],
    ['all fail', [stuck(), stuck({ client: 'k3s' })]],
    ['one is unknown', [docker, aClient('k3s', 'unknown')]],
  ])('nothing is said where %s', (_name, clients) => {
    expect(disagreement(clients)).toBeNull();
  });
});
