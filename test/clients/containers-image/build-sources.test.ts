import { describe, expect, test } from 'vitest';
import { buildSources } from '../../../src/clients/containers-image/build-sources.js';

const LISTS = {
  insecureRegistries: ['plain.test', 'plain.test:5000'],
  blockedRegistries: ['no.test'],
  allowedRegistries: ['plain.test', 'plain.test:5000', 'no.test', 'yes.test'],
};
const TEXT = JSON.stringify(LISTS);

function ask(text: string | null, registry: string, tlsVerifyFlag: boolean | null = null, variant?: 'commit') {
  const environment: Record<string, string> = text === null ? {} : { BUILD_REGISTRY_SOURCES: text };
  const result = buildSources(environment, { registry, tlsVerifyFlag, ...(variant === undefined ? {} : { variant }) });
  return result === null ? null : 'stop' in result ? result.stop : 'insecure';
}

describe('BUILD_REGISTRY_SOURCES', () => {
  test.each([
    [null, 'r.test', null],
    ['', 'r.test', null],
    ['{}', 'r.test', null],
    ['null', 'r.test', null],
    ['{"other": 1}', 'r.test', null],
    ['{"allowedRegistries": []}', 'r.test', null],
    [TEXT, 'plain.test', 'insecure'],
    [TEXT, 'plain.test:5000', 'insecure'],
    [TEXT, 'yes.test', null],
    ['{"insecureRegistries": ["plain.test"]}', 'plain.test:5000', null],
    ['{"insecureRegistries": ["*.plain.test"]}', 'a.plain.test', null],
  ])('%s for %s: %s', (text, registry, expected) => {
    expect(ask(text, registry)).toBe(expected);
  });

  test('stops, in the words of the program', () => {
    expect(ask(TEXT, 'no.test')).toBe(
      `registry "no.test" denied by policy: it is in the blocked registries list (${TEXT})`,
    );
    expect(ask(TEXT, 'else.test')).toBe(
      `registry "else.test" denied by policy: not in allowed registries list (${TEXT})`,
    );
    expect(ask('{oops', 'r.test')).toMatch(/^parsing \$BUILD_REGISTRY_SOURCES \("\{oops"\) as JSON: ./);
    expect(ask('{"insecureRegistries": "r.test"}', 'r.test')).toContain('as JSON: ');
    expect(ask('[]', 'r.test')).toContain('as JSON: ');
  });

  test('an insecure registry contradicts --tls-verify=true, not --tls-verify=false', () => {
    expect(ask(TEXT, 'plain.test', true)).toBe("can't require tls verification on an insecured registry");
    expect(ask(TEXT, 'plain.test', false)).toBe('insecure');
    expect(ask(TEXT, 'yes.test', true)).toBeNull();
  });

  test('commit: any insecure registry makes every destination insecure', () => {
    expect(ask(TEXT, 'yes.test', null, 'commit')).toBe('insecure');
    expect(ask(TEXT, 'no.test', null, 'commit')).toBe(
      'commit to registry at "no.test" denied by policy: it is in the blocked registries list',
    );
  });
});
