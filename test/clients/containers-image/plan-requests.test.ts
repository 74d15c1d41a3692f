import { describe, expect, test } from 'vitest';
import { nodesOf } from '../../../src/plan/visit.js';
import { type Asked, aPlan, outline } from './a-plan.js';

function requests(asked: Asked) {
  return [...nodesOf(aPlan(asked).root)].filter((node) => node.kind === 'request');
}

function retryOf(asked: Asked) {
  const { root } = aPlan(asked);
  return root.kind === 'retry' ? [root.attempts, ...root.delaysMs] : null;
}

// containers/common `pkg/retry/retry.go`.
describe('retries', () => {
  const engine = (text: string) => ({ '/etc/containers/containers.conf': `[engine]\n${text}\n` });

  test.each<[string, string, Record<string, string>, readonly number[] | null]>([
    ['buildah', '1.28.2', {}, [4, 2000]],
    ['buildah', '1.28.2', engine('retry = 1'), [4, 2000]],
    ['buildah', '1.35.0', {}, [4, 1000, 2000, 4000]],
    ['buildah', '1.44.0', engine('retry = 1\nretry_delay = "1m30s"'), [2, 90_000]],
    ['podman', '4.3.1', {}, [4, 1000]],
    ['podman', '5.8.2', engine('retry_delay = "5s"'), [4, 5000]],
    ['podman', '5.8.2', engine('retry = 0'), null],
    ['skopeo', '1.22.2', {}, null],
    ['cri-o', '1.36.3', {}, null],
  ])('%s %s with %j', (client, version, files, expected) => {
    expect(retryOf({ client, version, files })).toEqual(expected);
  });

  test('502 is tried again in newer releases only', () => {
    const statuses = (version: string) => {
      const { root } = aPlan({ version });
      return root.kind === 'retry' ? root.when.statuses : null;
    };
    expect(statuses('1.39.0')).toEqual([]);
    expect(statuses('1.40.0')).toEqual([502, 503, 504]);
  });

  test('every request without a body is asked again on 429', () => {
    const rule = { statuses: [429], delaysMs: [2000, 4000, 8000, 16_000], retryAfter: 'honoured', capMs: 60_000 };
    expect(requests({}).map(({ again }) => again)).toEqual([rule, rule, rule]);
  });
});

describe('credentials and certificates', () => {
  const rewrite =
    '[[registry]]\nprefix = "reg.test"\nlocation = "real.test"\n[[registry.mirror]]\nlocation = "mirror.test"\n';
  const auth = (registry: string) => ({
    '/run/containers/0/auth.json': JSON.stringify({ auths: { [registry]: { auth: 'YTpi' } } }),
  });
  const senders = (asked: Asked) =>
    outline({ ...asked, client: 'skopeo', version: '1.22.2' }).flatMap(
      (line) => /then as ([^\s,]+)/.exec(line)?.[1] ?? [],
    );

  test('keys follow the rewritten name', () => {
    expect(senders({ registries: rewrite, files: auth('real.test') })).toEqual([
      'nobody',
      '/run/containers/0/auth.json#/auths/real.test',
    ]);
    expect(senders({ registries: rewrite, files: auth('reg.test') })).toEqual(['nobody', 'nobody']);
    expect(aPlan({ registries: rewrite, files: auth('reg.test') }).observations).toContainEqual(
      expect.objectContaining({ code: 'auth-near-miss' }),
    );
  });

  test('--creds goes to the registry as written and to no other', () => {
    const mirror = '[[registry]]\nlocation = "reg.test"\n[[registry.mirror]]\nlocation = "mirror.test"\n';
    expect(senders({ registries: mirror, flags: { credentials: true } })).toEqual(['nobody', 'flag:--creds']);
  });

  test('a CA is looked up under the name contacted, and told as a source', () => {
    const path = '/etc/containers/certs.d/real.test/ca.crt';
    const registries = '[[registry]]\nprefix = "reg.test"\nlocation = "real.test"\n';
    const plan = aPlan({ registries, files: { [path]: 'x' } });
    const [first] = [...nodesOf(plan.root)].filter((node) => node.kind === 'request');
    expect(first?.transport.tls.roots.extra).toEqual([{ path, source: expect.objectContaining({ name: path }) }]);
    expect(plan.sources).toContainEqual(expect.objectContaining({ name: path }));
  });

  test('no secret is anywhere in a plan', () => {
    const environment = { HTTPS_PROXY: 'http://user:hunter2@proxy.test:3128' };
    const files = { '/run/containers/0/auth.json': '{"auths":{"reg.test":{"auth":"dXNlcjpodW50ZXIy"}}}' };
    expect(JSON.stringify(aPlan({ files, host: { environment } }))).not.toMatch(/hunter2|dXNlcjpodW50ZXIy/);
  });
});

test('timeouts, keep-alive and certificate rules of each generation', () => {
  const first = (version: string) => requests({ version })[0]?.transport;
  expect(first('1.28.2')).toMatchObject({
    dial: { budgetMs: 30_000, perAddressMs: 2000, fallbackDelayMs: 300 },
    tlsHandshakeMs: 10_000,
    headerMs: null,
    overallMs: null,
    keepAlive: false,
    tls: { goVersion: '1.19', verify: true },
  });
  expect(first('1.44.0')).toMatchObject({ keepAlive: true, tls: { goVersion: '1.25' } });
});
