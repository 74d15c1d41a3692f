import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChallenges } from '../../../src/probes/parse/challenge.js';

const REALM = 'https://auth.example.io/token';
const SERVICE = 'registry.example.io';
const SCOPE = 'repository:library/hello-world:pull,push';

/** Rows of oras-go registry/remote/auth/challenge_test.go: Test_parseChallenge. It drops what a Basic challenge says; facts keep it. */
describe('one challenge, as oras-go reads it', () => {
  test.each<[string, string, string | null, Record<string, string>]>([
    ['empty header', '', null, {}],
    ['unknown scheme', 'foo bar', 'foo', {}],
    ['basic', 'Basic realm="Test Registry"', 'basic', { realm: 'Test Registry' }],
    ['basic with no parameters', 'Basic', 'basic', {}],
    ['basic with spaces', 'Basic  ', 'basic', {}],
    [
      'bearer',
      `Bearer realm="${REALM}",service="${SERVICE}",scope="${SCOPE}"`,
      'bearer',
      { realm: REALM, service: SERVICE, scope: SCOPE },
    ],
    [
      'multiple scopes',
      `Bearer realm="${REALM}",service="${SERVICE}",scope="repository:library/alpine:pull,push repository:ubuntu:pull"`,
      'bearer',
      { realm: REALM, service: SERVICE, scope: 'repository:library/alpine:pull,push repository:ubuntu:pull' },
    ],
    ['bearer with no parameters', 'Bearer', 'bearer', {}],
    ['bearer with spaces', 'Bearer  ', 'bearer', {}],
    [
      'white space',
      `Bearer realm = "${REALM}"   ,service=${SERVICE}, scope  ="${SCOPE}"  `,
      'bearer',
      { realm: REALM, service: SERVICE, scope: SCOPE },
    ],
    ['incomplete parameter', `Bearer realm="${REALM}",service`, 'bearer', { realm: REALM }],
    ['no value', `Bearer realm="${REALM}",service=`, 'bearer', { realm: REALM }],
    ['no value but a space', `Bearer realm="${REALM}",service= `, 'bearer', { realm: REALM }],
    ['incomplete quote', `Bearer realm="${REALM}",service="registry`, 'bearer', { realm: REALM }],
    [
      'empty value',
      `Bearer realm="${REALM}",empty="",service="${SERVICE}",scope="${SCOPE}"`,
      'bearer',
      { realm: REALM, empty: '', service: SERVICE, scope: SCOPE },
    ],
    [
      'escapes',
      'Bearer foo="foo\\"bar",hello="\\"hello world\\""',
      'bearer',
      { foo: 'foo"bar', hello: '"hello world"' },
    ],
  ])('%s', (_name, header, scheme, parameters) => {
    expect(parseChallenges([header])).toMatchObject(scheme === null ? [] : [{ scheme, parameters }]);
  });
});

describe('what strict parsers do not get to', () => {
  test.each<[string, string, string[] | undefined]>([
    ['nothing of the usual', `Bearer realm="${REALM}", service="${SERVICE}"`, undefined],
    ['all behind an empty value', `Bearer realm="${REALM}",service="",scope="${SCOPE}"`, ['service', 'scope']],
    ['all from a space before the equals sign', `Bearer service="a", realm ="${REALM}",scope="b"`, ['realm', 'scope']],
    ['all from a space behind it', `Bearer realm= "${REALM}"`, ['realm']],
    ['what was read before stays read', `Bearer realm="${REALM}",service="",realm="x"`, ['service']],
  ])('%s', (_name, header, unread) => {
    expect(parseChallenges([header])[0]?.unread).toEqual(unread);
  });

  test('challenges behind the first of a line', () => {
    const found = parseChallenges(['Negotiate, Basic realm="a"', 'Bearer realm="b"']);
    expect(found.map(({ scheme, follows }) => [scheme, follows])).toEqual([
      ['negotiate', undefined],
      ['basic', true],
      ['bearer', undefined],
    ]);
  });
});

/** Headers of containers/image docker/docker_client_test.go: TestNeedsRetryOnInsuficientScope and its neighbours. */
describe('headers containers/image is tested with', () => {
  const suse = { realm: 'https://registry.suse.com/auth', service: 'SUSE Linux Docker Registry' };
  const start = `realm="${suse.realm}",service="${suse.service}"`;

  test.each<[string, string, Record<string, string>]>([
    [
      `Bearer ${start},scope="registry:catalog:*",error="insufficient_scope"`,
      'bearer',
      { ...suse, scope: 'registry:catalog:*', error: 'insufficient_scope' },
    ],
    [`OAuth2 ${start},scope="registry:catalog:*"`, 'oauth2', { ...suse, scope: 'registry:catalog:*' }],
    [
      `Bearer ${start},scope="registry:catalog:*,error="random_error"`,
      'bearer',
      { ...suse, scope: 'registry:catalog:*,error=' },
    ],
    [
      `Bearer ${start},scope="foo:bar",error="insufficient_scope"`,
      'bearer',
      { ...suse, scope: 'foo:bar', error: 'insufficient_scope' },
    ],
  ])('%s', (header, scheme, parameters) => {
    expect(parseChallenges([header])).toEqual([{ scheme, parameters }]);
  });

  test('an unquoted realm ends where Go ends it', () => {
    expect(parseChallenges(['Bearer realm=https://auth.test/token,service=x'])).toEqual([
      { scheme: 'bearer', parameters: { realm: 'https' } },
    ]);
  });
});

describe('several challenges', () => {
  test.each<[string, string[], string[]]>([
    ['in one line', ['Basic realm="a", Bearer realm="b",service="c"'], ['basic a', 'bearer b']],
    ['in several lines', ['Bearer realm="b"', 'Basic realm="a"'], ['bearer b', 'basic a']],
    ['a bare one first', ['Negotiate, Basic realm="a"'], ['negotiate -', 'basic a']],
    ['a bare one last', ['Basic realm="a", NTLM'], ['basic a', 'ntlm -']],
    ['a token68 before', ['Negotiate a874==, Basic realm="a"'], ['negotiate -', 'basic a']],
    ['stray commas', [', ,Basic realm="a",,'], ['basic a']],
    ['a comma in quotes', ['Basic realm="a, Bearer realm=b"'], ['basic a, Bearer realm=b']],
  ])('%s', (_name, headers, expected) => {
    expect(parseChallenges(headers).map(({ scheme, parameters }) => `${scheme} ${parameters.realm ?? '-'}`)).toEqual(
      expected,
    );
  });
});

describe('hostile headers', () => {
  test('control characters do not get through, nor do names with a meaning in JavaScript do harm', () => {
    expect(parseChallenges(['Bearer realm="a\x1b[31mb\u202ec",__proto__="x"'])).toEqual([
      {
        scheme: 'bearer',
        parameters: Object.fromEntries([
          ['realm', 'abc'],
          ['__proto__', 'x'],
        ]),
      },
    ]);
  });

  test('thousands of challenges are cut', () => {
    expect(parseChallenges(['Basic, '.repeat(5000)]).length).toBe(10);
  });

  test('anything is read in no time, without an exception', () => {
    const piece = fc.constantFrom('Basic', 'Bearer ', 'realm', '=', '"', '\\', ',', ' ', 'x', '\0', 'é');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        for (const { scheme } of parseChallenges([pieces.join('')])) expect(scheme).toMatch(/^\S+$/);
      }),
    );
    const startedAt = performance.now();
    parseChallenges([`Bearer a="${'\\'.repeat(60_000)}`, `Bearer ${'a='.repeat(30_000)}`]);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
