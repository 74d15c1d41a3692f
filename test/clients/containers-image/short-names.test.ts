import { describe, expect, test } from 'vitest';
import { checkShortName, parseAliasValue } from '../../../src/clients/containers-image/registries/aliases.js';
import { isShortName, resolveShortName } from '../../../src/clients/containers-image/short-names.js';
import { configOf, machine } from './registries/machine.js';

const DIGEST = `@sha256:${'d'.repeat(64)}`;
const NO_TERMINAL = { hasTerminal: false } as const;

describe('isShortName', () => {
  test.each([
    ['alpine', true],
    ['alpine:3', true],
    ['library/alpine', true],
    ['library/alpine:3', true],
    ['myhost/app', true],
    [`alpine${DIGEST}`, true],
    [`alpine:3${DIGEST}`, true],
    ['quay.io/app', false],
    ['docker.io/app', false],
    ['docker.io/library/app:3', false],
    ['localhost/app', false],
    ['localhost:5000/app:3', false],
    ['myhost:5000/app', false],
    ['what.ever.this.is:1234/app:3', false],
    [`docker.io/library/app${DIGEST}`, false],
    [`docker.io/library/app:3${DIGEST}`, false],
    ['', false],
    ['$$$', false],
    ['::', false],
    ['docker://quay.io/a/b:c', false],
    [' ', false],
  ])('%j: %s', (input, expected) => {
    expect(isShortName(input)).toBe(expected);
  });
});

describe('aliases', () => {
  test.each([
    ['docker.io/library/app', 'docker.io/library/app'],
    ['docker.io/app', 'docker.io/library/app'],
    ['localhost/app', 'localhost/app'],
    ['localhost:5000/app', 'localhost:5000/app'],
    ['localhost:5000/team/app', 'localhost:5000/team/app'],
    ['docker.io/library/app:3', null],
    [`docker.io/library/app${DIGEST}`, null],
    ['app', null],
    ['app:3', null],
    ['library/app', null],
    ['library/app:3', null],
    ['$$12%%', null],
    ['docker://app', null],
    ['docker-archive://app', null],
    ['', null],
  ])('value %j is %s', (value, expected) => {
    const parsed = parseAliasValue(value);
    expect(typeof parsed === 'string' ? parsed : null).toBe(expected);
  });

  test.each([
    ['library/app', true],
    ['app', true],
    ['1234567', true],
    ['docker.io/library/app', false],
    ['docker.io/library/app:3', false],
    [`docker.io/library/app${DIGEST}`, false],
    ['app:3', false],
    ['library/app:3', false],
    ['$$12%%', false],
    ['docker://app', false],
    ['docker-archive://app', false],
    ['', false],
  ])('name %j may stand left: %s', (name, valid) => {
    expect(checkShortName(name) === null).toBe(valid);
  });
});

describe('what a name resolves to', () => {
  const aliases =
    '[aliases]\ndocker = "docker.io/library/engine"\n"quay/app" = "quay.io/library/app"\nempty = ""\nmine = "a.test/mine"\n';
  const recorded = { '/var/cache/containers/short-name-aliases.conf': '[aliases]\nmine = "b.test/mine"\n' };

  test.each([
    ['docker', 'docker.io/library/engine:latest'],
    ['docker:3', 'docker.io/library/engine:3'],
    [`docker${DIGEST}`, `docker.io/library/engine${DIGEST}`],
    ['quay/app', 'quay.io/library/app:latest'],
    ['quay/app:3', 'quay.io/library/app:3'],
    [`quay/app${DIGEST}`, `quay.io/library/app${DIGEST}`],
    ['mine', 'b.test/mine:latest'],
    ['r.test/team/app', 'r.test/team/app:latest'],
    ['r.test/team/app:3', 'r.test/team/app:3'],
    [`r.test/team/app${DIGEST}`, `r.test/team/app${DIGEST}`],
    ['docker.io/app', 'docker.io/library/app:latest'],
    ['localhost/team/app:3', 'localhost/team/app:3'],
  ])('%s → %s', (input, expected) => {
    const result = resolveShortName(configOf(aliases), machine(recorded), input, NO_TERMINAL);
    expect(result.ok ? result.candidates.map((each) => each.name) : result.text).toEqual([expected]);
  });

  test('says which line the alias is on', () => {
    const result = resolveShortName(configOf(aliases), machine({}), 'docker', NO_TERMINAL);
    expect(result.ok && result.candidates[0]?.from).toMatchObject({ name: '/etc/containers/registries.conf', line: 2 });
  });

  test.each([
    [
      aliases,
      'gone',
      'short-name "gone" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"',
    ],
    [aliases, 'empty', 'short-name "empty" did not resolve to an alias'],
    [aliases, '', 'cannot parse input: "": repository name must have at least one component'],
    [aliases, 'Invalid#$', 'cannot parse input: "Invalid#$": invalid reference format'],
    [aliases, 'quay.io/UPPER', 'cannot parse input: "quay.io/UPPER": repository name must be lowercase'],
  ])('%#: %s fails', (text, input, error) => {
    const result = resolveShortName(configOf(text), machine({}), input, NO_TERMINAL);
    expect(result.ok ? 'resolved' : result.text).toContain(error);
  });

  test('a broken file of recorded aliases stops short names', () => {
    const path = '/home/ann/.cache/containers/short-name-aliases.conf';
    const host = machine({ [path]: '[aliases\n' }, { home: '/home/ann', uid: 1000 });
    const result = resolveShortName(configOf(aliases), host, 'docker', NO_TERMINAL);
    expect(result).toMatchObject({ ok: false, source: { name: path } });
  });
});

describe('search registries by mode', () => {
  const search = (mode: string, ...registries: readonly string[]): string =>
    `short-name-mode = "${mode}"\nunqualified-search-registries = ${JSON.stringify(registries)}\n[aliases]\n"team/app" = "quay.io/team/app"\n`;
  const one = ['quay.io'];
  const two = ['quay.io', 'docker.io'];
  const both = ['quay.io/x:latest', 'docker.io/library/x:latest'];

  test.each([
    ['permissive', [], 'team/app', ['quay.io/team/app:latest']],
    ['permissive', two, 'team/app', ['quay.io/team/app:latest']],
    ['permissive', [], 'x', 'no unqualified-search registries are defined'],
    ['permissive', one, 'x', ['quay.io/x:latest']],
    ['permissive', two, 'x', both],
    ['disabled', two, 'team/app', ['quay.io/team/app:latest']],
    ['disabled', one, 'x', ['quay.io/x:latest']],
    ['disabled', two, 'x', both],
    ['disabled', [], 'x', 'no unqualified-search registries are defined'],
    ['enforcing', two, 'team/app', ['quay.io/team/app:latest']],
    ['enforcing', one, 'x', ['quay.io/x:latest']],
    ['enforcing', two, 'x', 'short-name resolution enforced but cannot prompt without a TTY'],
    ['enforcing', [], 'x', 'no unqualified-search registries are defined'],
    ['disabled', two, 'team/x:3', ['quay.io/team/x:3', 'docker.io/team/x:3']],
    ['disabled', two, `x${DIGEST}`, [`quay.io/x${DIGEST}`, `docker.io/library/x${DIGEST}`]],
  ])('%s, %j, %s', (mode, registries, input, expected) => {
    const result = resolveShortName(configOf(search(mode, ...registries)), machine({}), input, NO_TERMINAL);
    if (typeof expected === 'string') expect(result.ok ? 'resolved' : result.text).toContain(expected);
    else expect(result.ok && result.candidates.map((each) => each.name)).toEqual(expected);
  });

  test('with a terminal an ambiguous name is asked about', () => {
    const config = configOf(search('enforcing', ...two));
    expect(resolveShortName(config, machine({}), 'x', { hasTerminal: true })).toMatchObject({ ok: true, asks: true });
  });

  test('CRI-O has a mode and words of its own', () => {
    const config = configOf(search('permissive', ...two));
    const result = resolveShortName(config, machine({}), 'x', { hasTerminal: false, crioMode: 'enforcing' });
    expect(result).toMatchObject({
      ok: false,
      text: 'short name mode is enforcing, but image name x returns ambiguous list',
    });
  });

  test('without any file', () => {
    const config = { ...configOf(''), searchOrigin: null };
    const result = resolveShortName(config, machine({}), 'x', NO_TERMINAL);
    expect(result).toMatchObject({
      text: 'short-name "x" did not resolve to an alias and no containers-registries.conf(5) was found',
    });
  });
});
