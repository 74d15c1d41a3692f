import { describe, expect, test } from 'vitest';
import { httpFact } from '../support/facts.js';
import { requests, type World, walkIn } from '../support/world.js';
import { type Asked, aPlan } from './containers-image/a-plan.js';

const HOSTS = '/etc/containerd/certs.d/reg:5000/hosts.toml';
/** config_path set, as the versions want it written. */
const configPath = (version: string): Readonly<Record<string, string>> => ({
  '/etc/containerd/config.toml': version.startsWith('1.')
    ? 'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n'
    : 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/etc/containerd/certs.d"\n',
});
const HTTPS_HEAD = 'HEAD https://reg:5000/v2/a/manifests/1';
const HTTP_HEAD = 'HEAD http://reg:5000/v2/a/manifests/1';
const missing: World['answers'] = () => httpFact(404, { ms: 0 });

/** HEAD requests of containerd pulling reg:5000/a:1, an image that isn't there, from a registry that speaks plain http. */
function heads(
  version: string,
  files: Readonly<Record<string, string>>,
  more: Partial<Asked> = {},
  world: Partial<World> = {},
) {
  const plan = aPlan({ client: 'containerd', version, reference: 'reg:5000/a:1', files, ...more });
  const walk = walkIn(
    { ports: { 5000: 'http' }, ...(missing === undefined ? {} : { answers: missing }), ...world },
    plan.root,
  );
  return { lines: requests(walk).filter((line) => line.startsWith('HEAD')), failure: walk.failure };
}

// Worked by hand from the sources of containerd; the words of the errors are the programs' own.
describe('containerd', () => {
  test('1: no configuration: https with the system’s authorities, once', () => {
    expect(heads('1.7.34', {}).lines).toEqual([`${HTTPS_HEAD}: tls-plain-http`]);
  });

  test('2: [host] over http alone: https comes after it, and its error is the one that is told', () => {
    const { lines, failure } = heads('1.7.34', { ...configPath('1.7.34'), [HOSTS]: '[host."http://reg:5000"]\n' });
    expect(lines).toEqual([`${HTTP_HEAD}: http-status 404`, `${HTTPS_HEAD}: tls-plain-http`]);
    expect(failure?.text).toBe('http: server gave HTTP response to HTTPS client');
  });

  test('3: and skip_verify: https unverified first, then http, then https verified', () => {
    const text = '[host."http://reg:5000"]\nskip_verify = true\n';
    expect(heads('1.7.34', { ...configPath('1.7.34'), [HOSTS]: text }).lines).toEqual([
      `${HTTPS_HEAD} (unverified): tls-plain-http`,
      `${HTTP_HEAD}: http-status 404`,
      `${HTTPS_HEAD}: tls-plain-http`,
    ]);
  });

  test.each([
    ['1.7.20', `${HTTPS_HEAD}: tls-plain-http`],
    ['1.7.32', `${HTTP_HEAD}: http-status 404`],
    ['2.3.4', `${HTTP_HEAD}: http-status 404`],
  ])('4: server alone, %s', (version, only) => {
    expect(heads(version, { ...configPath(version), [HOSTS]: 'server = "http://reg:5000"\n' }).lines).toEqual([only]);
  });

  test('5: 2.3.4 and its own default of two directories: the file is not found', () => {
    expect(heads('2.3.4', { [HOSTS]: 'server = "http://reg:5000"\n' }).lines).toEqual([
      `${HTTPS_HEAD}: tls-plain-http`,
    ]);
  });

  const LOCAL = { reference: 'localhost:5000/a:1' };
  const names = { localhost: ['127.0.0.1'] };
  test.each([
    ['1.7.34', true, ['https unverified', 'http']],
    ['1.7.34', false, ['http']],
    ['1.7.6', true, ['http']],
    ['1.6.8', true, ['https']],
  ])('6: localhost:5000, %s, config_path %s', (version, hasPath, expected) => {
    const { lines } = heads(version, hasPath ? configPath(version) : {}, LOCAL, { names });
    expect(
      lines.map((line) => `${/https?/.exec(line)?.[0]}${line.includes('(unverified)') ? ' unverified' : ''}`),
    ).toEqual(expected);
  });
});
