import { describe, expect, test } from 'vitest';
import { parseReference } from '../../src/reference/parse.js';
import { UsageError } from '../../src/report/usage.js';
import { NAME_BYTES, ownNames, parseTarget } from '../../src/roundtrip/target.js';

const wrong = (typed: string): UsageError => {
  try {
    parseTarget(typed);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${typed} was taken`);
};

describe('where the round trip goes', () => {
  test.each([
    ['registry.example.com', 'registry.example.com', ''],
    ['registry.example.com:5000', 'registry.example.com:5000', ''],
    ['registry.example.com:5000/', 'registry.example.com:5000', ''],
    ['registry.example.com/team/a', 'registry.example.com', 'team/a'],
    ['localhost', 'localhost', ''],
    ['[fd00::1]:5000/team', '[fd00::1]:5000', 'team'],
    ['docker.io/alice', 'docker.io', 'alice'],
  ])('%s', (typed, registry, prefix) => {
    expect(parseTarget(typed)).toEqual({ registry, prefix });
  });

  test.each([
    ['https://registry.example.com', 'has no scheme', 'registry.example.com'],
    ['registry.example.com/Team', 'lower case', 'registry.example.com/team'],
    ['registry', 'Docker Hub', 'registry:5000 (with its port), or docker.io/registry'],
    ['team/app', 'Docker Hub', 'team:5000 (with its port), or docker.io/team/app'],
    ['registry.example.com:5000/app:1.0', 'this is an image', 'registry.example.com:5000/app'],
    [`registry.example.com/app@sha256:${'0'.repeat(64)}`, 'this is an image', 'registry.example.com/app'],
    ['registry.example.com/app@sha256:00', 'digest', null],
    ['', '', null],
    ['a b', '', null],
  ])('%s is a wrong call', (typed, says, meant) => {
    const error = wrong(typed);
    expect(error.message).toContain(says);
    expect(error.message).toMatch(/^registry: /);
    if (meant !== null) expect(error.meant).toBe(meant);
  });

  test('a password that was pasted along is not repeated', () => {
    const { message, meant } = wrong('alice:hunter2@registry');
    expect(`${message} ${meant}`).not.toContain('hunter2');
  });
});

describe('names of a run', () => {
  test('have two parts on Docker Hub, which knows no folders', () => {
    const { repository } = ownNames(parseTarget('docker.io/alice'), new Uint8Array(NAME_BYTES));
    expect(repository).toBe('alice/regdoctor-roundtrip-0000000000');
  });

  const random = Uint8Array.from({ length: NAME_BYTES }, (_, index) => index * 17);

  test('are valid, below the prefix, and the two tags differ', () => {
    const { name, repository, tag, anonymousTag } = ownNames(parseTarget('reg.example.com:5000/team'), random);
    expect(repository).toMatch(/^team\/regdoctor-roundtrip\/[0-9a-f]{10}$/);
    expect(tag).not.toBe(anonymousTag);
    for (const one of [tag, anonymousTag]) {
      const parsed = parseReference(`${name}:${one}`);
      expect(parsed.ok && parsed.reference).toMatchObject({ registry: 'reg.example.com:5000', repository, tag: one });
    }
  });
});
