import { describe, expect, test } from 'vitest';
import { type RawAnswer, readAnswer } from '../../../src/probes/parse/http-answer.js';
import { readLocation } from '../../../src/probes/parse/location.js';
import { keptHeaders } from '../../../src/probes/parse/response-headers.js';

const URL_ASKED = 'https://registry.test/v2/a/manifests/1';

const answer = (body: unknown, more: Partial<RawAnswer> = {}): RawAnswer => ({
  outcome: 'response',
  ms: 1,
  status: 200,
  statusText: 'OK',
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  bodyBytes: 1,
  detail: null,
  ...more,
});

describe('a body', () => {
  test.each([
    ['brackets without end', '{"a":'.repeat(100_000)],
    ['lists where texts should be', '{"mediaType":[],"config":[{}],"manifests":[[],1,{"digest":[]}],"errors":{}}'],
    ['no JSON', '{not json'],
    ['bytes', '\0\x01\x02'],
  ])('of %s says nothing and breaks nothing', (_name, body) => {
    const { fact } = readAnswer(answer(body), URL_ASKED, 'read', []);
    expect(fact).toMatchObject({ outcome: 'response', mediaType: null, configDigest: null, errors: [], token: null });
  });

  test('is cut: 10 errors, 500 children, 400 characters', () => {
    const errors = Array.from({ length: 50 }, () => ({ code: 'denied', message: 'm'.repeat(9999) }));
    const manifests = Array.from({ length: 600 }, (_, at) => ({ digest: `sha256:${at}` }));
    const { fact } = readAnswer(answer({ errors, manifests }), URL_ASKED, 'read', []);
    expect([fact.errors.length, fact.index?.length, fact.bodyStart.length]).toEqual([10, 500, 400]);
    expect(fact.errors[0]?.message.length).toBe(300);
  });

  test('a code that is a number is a code', () => {
    const { fact } = readAnswer(
      answer({ errors: [{ code: 404, message: 'Not Found' }] }, { status: 404 }),
      URL_ASKED,
      'read',
      [],
    );
    expect(fact.errors).toEqual([{ code: '404', message: 'Not Found' }]);
  });

  test('a token outside a 200 is not kept, and not shown', () => {
    const { fact, token } = readAnswer(answer({ token: 'eyJ' }, { status: 500 }), URL_ASKED, 'read', []);
    expect(token).toBeNull();
    expect(JSON.stringify(fact)).not.toContain('eyJ');
  });

  test('a short password leaves the realm whole', () => {
    const headers = { 'www-authenticate': 'Bearer realm="https://auth.test/token"' };
    const { fact } = readAnswer(answer('the password is test', { status: 401, headers }), URL_ASKED, 'read', ['test']);
    expect(fact.challenges[0]?.parameters.realm).toBe('https://auth.test/token');
    expect(fact.bodyStart).toBe('the password is [redacted]');
  });
});

describe('Location', () => {
  test.each([
    ['/v2/a/blobs/uploads/1?_state=abc', 'https://registry.test/v2/a/blobs/uploads/1?_state=redacted'],
    [
      'https://s3.test/b?X-Amz-Credential=k&X-Amz-Expires=60',
      'https://s3.test/b?X-Amz-Credential=redacted&X-Amz-Expires=60',
    ],
    ['https://user:pass@other.test/', 'https://other.test/'],
    [`https://other.test/?long=${'x'.repeat(200)}`, 'https://other.test/?long=redacted'],
    ['https://plain.test/path?id=7', 'https://plain.test/path?id=7'],
  ])('%s', (location, shown) => {
    expect(readLocation(location, URL_ASKED)?.shown).toBe(shown);
  });

  test('that is no URL is left out', () => {
    expect(readLocation('http://[', URL_ASKED)).toBeNull();
  });
});

test('headers: an allow-list, cleaned and cut', () => {
  const raw = {
    server: 'ng\x1b[1minx',
    'set-cookie': 'a=b',
    'x-ratelimit-left': '1',
    via: ['a', 'b'],
    'content-type': 'x'.repeat(999),
  };
  const kept = keptHeaders(raw);
  expect(kept).toMatchObject({ server: 'nginx', 'x-ratelimit-left': '1', via: 'a, b' });
  expect(kept['content-type']?.length).toBe(300);
  expect(kept).not.toHaveProperty('set-cookie');
});
