import { expect, test } from 'vitest';
import { withoutSecrets, withoutTokens } from '../../src/prove/without-tokens.js';

test.each([
  ['sent Authorization: Bearer abcdefgh12345', 'sent Authorization: Bearer [redacted]'],
  ['sent Basic YWxpY2U6c2VjcmV0', 'sent Basic [redacted]'],
  ['token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2ln is old', 'token [redacted] is old'],
  ['Bearer realm="https://auth.test/token"', 'Bearer realm="https://auth.test/token"'],
])('%s', (text, expected) => {
  expect(withoutTokens(text)).toBe(expected);
});

test('short secrets go too', () => {
  expect(withoutSecrets('denied for hunter2', ['hunter2'])).toBe('denied for [redacted]');
});
