import { describe, expect, test } from 'vitest';
import { type Asked, aPlan, outline } from './a-plan.js';

describe('CRI-O', () => {
  const pings = (version: string, more: Asked = {}) =>
    outline({ client: 'cri-o', version, ...more }).filter((line) => line.includes('/v2/,') || line.includes('/v2/ ('))
      .length;

  test.each([
    ['1.32.0', 1, 'one of scheme'],
    ['1.34.0', 2, 'one of image, then artifact, moves on after any failure'],
    ['1.36.3', 2, 'one of image, then artifact, moves on after http-status, token-missing'],
  ])('%s makes a client for the artifact too', (version, count, start) => {
    // An IP literal outside of 127.0.0.0/8 is decided without a look-up.
    const lines = outline({ client: 'cri-o', version, reference: '10.0.0.1/app:1' }).filter(
      (line) => !line.includes('v1'),
    );
    expect(lines[0]).toContain(start);
    expect(pings(version, { reference: '10.0.0.1/app:1' })).toBe(count);
  });

  test('up to 1.30 it prepares with one client and copies with another', () => {
    const { root } = aPlan({ client: 'cri-o', version: '1.30.0', reference: '10.0.0.1/app:1' });
    expect(root.kind === 'sequence' && root.steps.length).toBe(2);
  });

  test.each([
    ['1.34.0', '127.0.0.1:5000/app', 4],
    ['1.36.0', '127.0.0.1:5000/app', 2],
    ['1.34.0', '10.1.0.1/app', 4],
    ['1.36.0', '10.1.0.1/app', 2],
  ])('%s and insecure_registries: %s', (version, reference, count) => {
    const files = { '/etc/crio/crio.conf': '[crio.image]\ninsecure_registries = ["10.1.0.0/16"]\n' };
    expect(pings(version, { reference, files })).toBe(count);
  });

  test('a name is insecure where one of its addresses is in a network', () => {
    const { root } = aPlan({ client: 'cri-o', version: '1.34.0' });
    expect(root).toMatchObject({ kind: 'choose', byFact: { addressesOf: 'reg.test', within: ['127.0.0.0/8'] } });
  });

  test('credentials come from global_auth_file alone', () => {
    const files = {
      '/etc/crio/crio.conf': '[crio.image]\nglobal_auth_file = "/var/lib/auth.json"\n',
      '/var/lib/auth.json': '{"auths":{"10.0.0.1":{"auth":"YTpi"}}}',
    };
    expect(outline({ client: 'cri-o', version: '1.32.0', reference: '10.0.0.1/app', files }).join('\n')).toContain(
      'as /var/lib/auth.json#/auths/10.0.0.1,',
    );
  });
});
