import { describe, expect, test } from 'vitest';
import type { IndexEntry } from '../../src/facts/facts.js';
import type { FollowIndex } from '../../src/plan/nodes.js';
import { child, httpFact } from '../support/facts.js';
import { requests, walkIn } from '../support/world.js';
import { aRequest } from './a-request.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function pulled(index: readonly IndexEntry[], platform: string, url = 'https://reg.test/v2/app/manifests/1') {
  const [os = '', architecture = '', variant = null] = platform.split('/');
  const root: FollowIndex = {
    kind: 'follow',
    what: 'index',
    first: aRequest(url, { step: 'manifest', accept: 'manifest' }),
    platform: { os, architecture, variant },
  };
  const walk = walkIn(
    { ports: { 443: 'https' }, answers: (key) => (key.url === url ? httpFact(200, { index }) : undefined) },
    root,
  );
  return {
    walk,
    chosen: walk.attempts
      .findLast(({ step }) => step === 'manifest')
      ?.url?.split('/')
      .at(-1),
  };
}

// containers/image `internal/pkg/platform/platform_matcher.go`: WantedPlatforms.
describe('the child for a platform', () => {
  test.each<[string, readonly string[], string | null]>([
    ['linux/amd64', ['linux/arm64', 'linux/amd64'], 'linux/amd64'],
    ['linux/amd64', ['windows/amd64', 'linux/amd64'], 'linux/amd64'],
    ['linux/amd64', ['linux/amd64/v3'], null],
    ['linux/amd64', ['linux/arm64'], null],
    ['linux/arm64/v8', ['linux/arm64', 'linux/arm64/v8'], 'linux/arm64/v8'],
    ['linux/arm64/v8', ['linux/arm64'], 'linux/arm64'],
    ['linux/arm64', ['linux/arm64/v8', 'linux/arm64'], 'linux/arm64'],
    ['linux/arm64', ['linux/arm64/v8'], 'linux/arm64/v8'],
    ['linux/arm/v7', ['linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm/v8'], 'linux/arm/v7'],
    ['linux/arm/v7', ['linux/arm/v5', 'linux/arm/v6', 'linux/arm/v8'], 'linux/arm/v6'],
    ['linux/arm/v7', ['linux/arm', 'linux/arm/v8'], 'linux/arm'],
    ['linux/arm/v6', ['linux/arm/v7', 'linux/arm/v8'], null],
    ['linux/arm/v5', ['linux/arm/v6', 'linux/arm/v5'], 'linux/arm/v5'],
    ['linux/arm', ['linux/arm/v6', 'linux/arm'], 'linux/arm'],
    ['linux/arm', ['linux/arm/v6', 'linux/arm/v7'], 'linux/arm/v7'],
    ['linux/riscv64/odd', ['linux/riscv64'], 'linux/riscv64'],
    ['linux/amd64', [], null],
  ])('%s of %j: %s', (platform, there, expected) => {
    const index = there.map((each, at) => child(each, `sha256:${String(at).repeat(64)}`));
    const { walk, chosen } = pulled(index, platform);
    if (expected === null) expect(walk.failure?.kind).toBe('platform-missing');
    else expect(chosen).toBe(`sha256:${String(there.indexOf(expected)).repeat(64)}`);
  });

  test('one that names no platform comes last', () => {
    const index = [child(null, `sha256:${'0'.repeat(64)}`), child('linux/amd64', DIGEST)];
    expect(pulled(index, 'linux/amd64').chosen).toBe(DIGEST);
    expect(pulled(index, 'linux/arm64').chosen).toBe(`sha256:${'0'.repeat(64)}`);
  });

  test('one that is missing is told with what there is', () => {
    const index = [child('linux/arm64/v8', DIGEST), child('linux/s390x', DIGEST), child('linux/s390x', DIGEST)];
    expect(pulled(index, 'linux/amd64').walk.failure?.text).toBe(
      'no image for linux/amd64 in the index, which has linux/arm64/v8, linux/s390x',
    );
  });
});

describe('the child’s address', () => {
  test('is beside the index, whatever asks for it', () => {
    const { walk } = pulled(
      [child('linux/amd64', DIGEST)],
      'linux/amd64',
      'https://reg.test/v2/a/b/manifests/1?ns=docker.io',
    );
    expect(requests(walk).at(-1)).toBe(`GET https://reg.test/v2/a/b/manifests/${DIGEST}: 200`);
  });

  test.each([
    'https://evil.test/x',
    '//evil.test/x',
    '../../../x',
    '',
    'sha256:',
    'sha256:../x',
    'sha256:a b',
    'a'.repeat(500),
  ])('is never made of %j', (digest) => {
    const { walk } = pulled([child('linux/amd64', digest)], 'linux/amd64');
    expect(walk.failure?.kind).toBe('http-malformed');
    expect(requests(walk)).toHaveLength(1);
  });
});
