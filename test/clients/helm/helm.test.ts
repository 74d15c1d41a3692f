import { describe, expect, test } from 'vitest';
import { HELM } from '../../../src/clients/helm/helm.js';
import { challenged } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { type AskedOf, configurationOf, planOf, remediesOf } from '../a-client.js';
import { aHost } from '../a-host.js';

const CHART = 'oci://reg.test/charts/app:1.0.0+build.1';
const OWN = '/root/.config/helm/registry/config.json';

function helm(world: World, asked: AskedOf = {}) {
  return walkIn(world, planOf(HELM, { reference: CHART, ...asked }).root);
}

describe('which scheme', () => {
  const PLAIN: World = { ports: { 443: 'http', 80: 'http' } };
  test.each([
    ['4: https alone', '4.3.1', {}, ['https']],
    ['4 --plain-http', '4.3.1', { plainHttp: true }, ['http']],
    ['3: http by itself after a plain answer', '3.21.4', {}, ['https', 'http']],
    ['3, but not beside a flag about TLS', '3.21.4', { tlsVerify: false }, ['https']],
    [
      '--plain-http is dropped beside --insecure-skip-tls-verify',
      '4.3.1',
      { plainHttp: true, tlsVerify: false },
      ['https'],
    ],
  ] as const)('%s', (_case, version, flags, schemes) => {
    const lines = requests(helm(PLAIN, { version, flags }));
    expect(lines.map((line) => /https?/.exec(line)?.[0])).toEqual(schemes);
  });

  test('what is dropped is said', () => {
    expect(planOf(HELM, { flags: { plainHttp: true, tlsVerify: false } }).observations).toMatchObject([
      {
        code: 'config-conflict',
        source: { name: '--plain-http' },
        text: expect.stringContaining('--insecure-skip-tls-verify'),
      },
    ]);
    const login = { operation: 'login', reference: 'reg.test', flags: { plainHttp: true, tlsVerify: false } } as const;
    expect(planOf(HELM, login).observations).toEqual([]);
    expect(requests(helm({ ports: { 80: 'http' } }, login))).toEqual(['GET http://reg.test/v2/: 200']);
  });
});

describe('what a dropped port costs', () => {
  test.each([
    ['pull', {}, 186_750],
    ['login, asked twice', { operation: 'login', reference: 'reg.test' }, 373_500],
  ] as const)('%s', (_case, asked, ms) => {
    expect(helm({ ports: { 443: 'silent' } }, asked)).toMatchObject({ outcome: 'fail', ms });
  });

  test('beside a flag about TLS only the kernel’s limit is left, once', () => {
    const walk = helm({ ports: { 443: 'silent' } }, { flags: { tlsVerify: false } });
    expect(walk.outcome).toBe('fail');
    expect(walk.ms).toBeGreaterThan(120_000);
    expect(walk.ms).toBeLessThan(140_000);
  });
});

describe('references and logins', () => {
  test('+ of a version becomes _ in the tag; without a version tags are listed', () => {
    expect(requests(helm({ ports: { 443: 'https' } }))).toEqual([
      'GET https://reg.test/v2/charts/app/manifests/1.0.0_build.1: 200',
    ]);
    expect(requests(helm({ ports: { 443: 'https' } }, { reference: 'oci://reg.test/charts/app' }))).toEqual([
      'GET https://reg.test/v2/charts/app/tags/list: 200',
    ]);
  });

  const auths = '{"auths":{"reg.test":{"auth":"YTpi"}}}';
  test.each([
    ['its own file', { [OWN]: auths, '/root/.docker/config.json': auths }, {}, `${OWN}#/auths/reg.test`],
    [
      'then docker’s',
      { [OWN]: '{"auths":{"other":{"auth":"YTpi"}}}', '/root/.docker/config.json': auths },
      {},
      '/root/.docker/config.json#/auths/reg.test',
    ],
    ['HELM_REGISTRY_CONFIG', { '/h.json': auths }, { HELM_REGISTRY_CONFIG: '/h.json' }, '/h.json#/auths/reg.test'],
    [
      'HELM_CONFIG_HOME',
      { '/hh/registry/config.json': auths },
      { HELM_CONFIG_HOME: '/hh' },
      '/hh/registry/config.json#/auths/reg.test',
    ],
    [
      'the machine’s store where no login is written down',
      { '/usr/bin/docker-credential-pass': '' },
      {},
      'helper docker-credential-pass reg.test',
    ],
  ])('%s', (_case, files, environment, expected) => {
    const plan = planOf(HELM, {
      reference: CHART,
      files: files as Record<string, string>,
      host: { environment: environment as Record<string, string> },
    });
    expect(/"credential":\{"id":"([^"]+)"/.exec(JSON.stringify(plan.root))?.[1]).toBe(expected);
  });

  test('Basic without a login ends there', () => {
    const walk = helm({ ports: { 443: 'https' }, answers: () => challenged(['basic', { realm: 'x' }]) });
    expect(walk).toMatchObject({ outcome: 'fail', failure: { kind: 'credential-missing' } });
  });
});

test('what is offered', () => {
  const asked = { reference: CHART };
  expect(remediesOf(HELM, { kind: 'plain-http', port: null }, asked)).toMatchObject([
    {
      prose: ['helm pull oci://reg.test/charts/app --version 1.0.0_build.1 --plain-http'],
      flags: { plainHttp: true, tlsVerify: null },
    },
  ]);
  expect(remediesOf(HELM, { kind: 'unverified', endpoint: 'reg.test' }, asked)[0]?.prose).toEqual([
    'helm pull oci://reg.test/charts/app --version 1.0.0_build.1 --insecure-skip-tls-verify',
  ]);
  expect(
    remediesOf(HELM, { kind: 'unverified', endpoint: 'reg.test' }, { operation: 'login', reference: 'reg.test' })[0]
      ?.prose,
  ).toEqual(['helm registry login reg.test --insecure']);
  expect(remediesOf(HELM, { kind: 'plain-http', port: null }, { ...asked, operation: 'push' })[0]?.prose).toEqual([
    'helm push CHART.tgz oci://reg.test/charts --plain-http',
  ]);
});

test('is on where the program is, and says what it reads', () => {
  expect(HELM.isOn(aHost({ '/usr/local/bin/helm': '' }))).toBe(true);
  expect(HELM.parseVersion('v4.3.1')).toBe('4.3.1');
  expect(configurationOf(HELM).places.slice(0, 2)).toMatchObject([
    { path: OWN, found: 'absent' },
    { path: '/root/.docker/config.json' },
  ]);
  expect(HELM.placeFor('registry/config.json', '{}')).toBe(OWN);
});
