import { describe, expect, test } from 'vitest';
import { lastOfPointer, movedInJson } from '../../src/fixes/json-move.js';

const TEXT = '{"auths":{"reg":{"auth":"eA=="},"a/b":{"auth":"eQ=="}},"credsStore":"x"}';

describe('a value moved by JSON pointer', () => {
  test.each([
    ['/auths/reg', '/auths/reg:5000', { 'a/b': { auth: 'eQ==' }, 'reg:5000': { auth: 'eA==' } }],
    ['/auths/a~1b', '/auths/a', { reg: { auth: 'eA==' }, a: { auth: 'eQ==' } }],
  ])('%s to %s', (from, pointer, auths) => {
    expect(JSON.parse(movedInJson(TEXT, from, pointer) ?? '')).toEqual({ auths, credsStore: 'x' });
  });

  test.each([
    ['no such value', TEXT, '/auths/other', '/auths/reg'],
    ['no such place', TEXT, '/auths/reg', '/elsewhere/reg'],
    ['a name that every object has', TEXT, '/auths/constructor', '/auths/reg'],
    ['no JSON', '{', '/auths/reg', '/auths/x'],
  ])('nothing is moved: %s', (_, text, from, pointer) => {
    expect(movedInJson(text, from, pointer)).toBeNull();
  });

  test('a key is shown as it is in the file', () => {
    expect(lastOfPointer('/auths/host:5000~1team')).toBe('host:5000/team');
  });
});
