import { describe, expect, test } from 'vitest';
import { copiedInJson, lastOfPointer, movedInToml } from '../../src/fixes/json-copy.js';

const TEXT = '{"auths":{"reg":{"auth":"eA=="},"a/b":{"auth":"eQ=="}},"credsStore":"x"}';

describe('a value copied by JSON pointer', () => {
  test.each([
    ['/auths/reg', '/auths/reg:5000', { reg: { auth: 'eA==' }, 'a/b': { auth: 'eQ==' }, 'reg:5000': { auth: 'eA==' } }],
    ['/auths/a~1b', '/auths/a', { reg: { auth: 'eA==' }, 'a/b': { auth: 'eQ==' }, a: { auth: 'eQ==' } }],
  ])('%s to %s', (from, pointer, auths) => {
    expect(JSON.parse(copiedInJson(TEXT, from, pointer) ?? '')).toEqual({ auths, credsStore: 'x' });
  });

  test.each([
    ['no such value', TEXT, '/auths/other', '/auths/reg'],
    ['no such place', TEXT, '/auths/reg', '/elsewhere/reg'],
    ['a name that every object has', TEXT, '/auths/constructor', '/auths/reg'],
    ['no JSON', '{', '/auths/reg', '/auths/x'],
  ])('nothing is copied: %s', (_, text, from, pointer) => {
    expect(copiedInJson(text, from, pointer)).toBeNull();
  });

  test('a key is shown as it is in the file', () => {
    expect(lastOfPointer('/auths/host:5000~1team')).toBe('host:5000/team');
  });
});

test('in TOML the header changes, and what stands below it stays', () => {
  const text = '[registry.configs."reg".auth]\n  username = "u" # kept\n[registry.configs."other".auth]\n';
  expect(movedInToml(text, '/registry/configs/reg', '/registry/configs/reg:5000')).toBe(
    text.replace('."reg".', '."reg:5000".'),
  );
  expect(movedInToml(text, '/registry/configs/none', '/registry/configs/reg:5000')).toBeNull();
});
