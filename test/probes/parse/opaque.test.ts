import { expect, test } from 'vitest';
import { keptChallenge, keptChallengeLine } from '../../../src/probes/parse/kept-challenge.js';
import { readLocation } from '../../../src/probes/parse/location.js';
import { withoutOpaqueRuns } from '../../../src/probes/parse/opaque.js';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';

test.each([
  [`token ${JWT} is not valid`, 'token [redacted] is not valid'],
  ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic [redacted]'],
  ['key AKIAIOSFODNN7EXAMPLE0 and wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'key [redacted] and [redacted]'],
  ['<input name="csrf" value="f81d4fae7dec11d0a76500a0c91e6bf6x">', '<input name="csrf" value="[redacted]">'],
  ['https://login.test/?session=0123456789abcdefghij&x=1', 'https://login.test/?session=[redacted]&x=1'],
  ['requested access to the resource is denied', 'requested access to the resource is denied'],
  ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.oci.image.manifest.v1+json'],
  [`sha256:${'ab'.repeat(32)} not found`, `sha256:${'ab'.repeat(32)} not found`],
  ['org.springframework.security.AccessDeniedException', 'org.springframework.security.AccessDeniedException'],
  ['docker-distribution-api-version', 'docker-distribution-api-version'],
])('free text: %s', (text, shown) => {
  expect(withoutOpaqueRuns(text)).toBe(shown);
});

test('of a redirect only parameters that grant nothing are told', () => {
  const shown = (location: string) => readLocation(location, 'https://r.test/')?.shown;
  expect(
    shown('https://s.test/b?X-Amz-Signature=s3cret&X-Amz-Expires=60&unheard=s3cret&X-Amz-Date=20260101T000000Z'),
  ).toBe('https://s.test/b?X-Amz-Signature=redacted&X-Amz-Expires=60&unheard=redacted&X-Amz-Date=20260101T000000Z');
  expect(shown('https://s.test/b?se=2026-01-01T00%3A00%3A00Z&sp=r&sig=s3cret#access_token=s3cret')).toBe(
    'https://s.test/b?se=2026-01-01T00%3A00%3A00Z&sp=r&sig=redacted',
  );
  expect(shown('https://user:s3cret@s.test/b?jwt=s3cret')).toBe('https://s.test/b?jwt=redacted');
});

test('of a challenge only known parameters are told', () => {
  const parameters = { realm: 'https://a.test/token', service: 'r', nonce: 's3cret', foo: 's3cret' };
  expect(keptChallenge({ scheme: 'bearer', parameters }).parameters).toEqual({
    realm: 'https://a.test/token',
    service: 'r',
    nonce: '[redacted]',
    foo: '[redacted]',
  });
  expect(
    keptChallengeLine('Negotiate s3cret==, Bearer realm="https://a.test/token?x=1",nonce="s3cret", foo=s3cret'),
  ).toBe('Negotiate [redacted], Bearer realm="https://a.test/token?x=1",nonce="[redacted]", foo="[redacted]"');
});
