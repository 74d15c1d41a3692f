import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { HttpFact } from '../../src/facts/facts.js';
import type { HttpKey } from '../../src/facts/keys.js';
import type { CredentialRef, FollowChallenge } from '../../src/plan/nodes.js';
import { challenged, httpFact, tokenFact } from '../support/facts.js';
import { requests, walkIn } from '../support/world.js';
import { aChallenge, anyOf, aRequest } from './a-request.js';

const PORTS = { 443: 'https', 80: 'http' } as const;
const REALM = 'https://auth.test/token';
const BEARER: [string, Record<string, string>] = ['bearer', { realm: REALM, service: 'reg' }];
const BASIC: [string, Record<string, string>] = ['basic', { realm: 'reg' }];

function credential(kind: CredentialRef['kind']): CredentialRef {
  return { id: 'auth.json#reg', kind, source: { kind: 'default', name: 'x', line: null, says: '' }, matchedKey: null };
}

/** A walk in which the ping is answered by `ping`, and the keys of all HTTP requests that were made. */
function challengedWalk(
  ping: HttpFact,
  node: FollowChallenge,
  more: (key: HttpKey) => HttpFact | undefined = () => undefined,
) {
  const facts = new FactBook();
  const answers = (key: HttpKey) => {
    const told = more(key);
    if (told !== undefined) return told;
    if (key.url.endsWith('/v2/')) return ping;
    return key.url.startsWith(REALM) ? tokenFact() : undefined;
  };
  const walk = walkIn({ ports: PORTS, answers }, node, facts);
  const keys = [...facts.entries().keys()].filter((key) => key.startsWith('http '));
  return {
    walk,
    keys,
    manifest: keys.find((key) => key.includes('/manifests/')) ?? '',
    token: keys.find((key) => key.includes(REALM)) ?? '',
  };
}

describe('what a ping’s challenge brings', () => {
  test('none: nothing is sent', () => {
    const { walk, manifest } = challengedWalk(httpFact(200), aChallenge({ credential: credential('basic') }));
    expect(walk.outcome).toBe('ok');
    expect(manifest).not.toMatch(/basic=|bearer=/);
  });

  test('none, with a client that sends Basic anyway', () => {
    const rule = { credential: credential('basic'), basicWithoutChallenge: true };
    expect(challengedWalk(httpFact(200), aChallenge(rule)).manifest).toContain('basic=auth.json#reg');
  });

  test('Basic with a credential', () => {
    expect(challengedWalk(challenged(BASIC), aChallenge({ credential: credential('basic') })).manifest).toContain(
      'basic=auth.json#reg',
    );
  });

  test.each([
    ['send-empty', 'ok', 'basic=empty'],
    ['send-nothing', 'ok', ''],
    ['fail', 'credential-missing', ''],
  ] as const)('Basic without one, %s', (basicWithoutCredential, outcome, sent) => {
    const { walk, manifest } = challengedWalk(challenged(BASIC), aChallenge({ basicWithoutCredential }));
    expect(walk.failure?.kind ?? walk.outcome).toBe(outcome);
    expect(manifest).toContain(sent);
    expect(manifest.includes('basic=')).toBe(sent !== '');
  });

  test('Bearer without a credential: an anonymous token', () => {
    const { walk, manifest, token } = challengedWalk(challenged(BEARER), aChallenge());
    expect(requests(walk)).toEqual([
      'GET https://reg.test/v2/: 401',
      'GET https://auth.test/token: 200',
      'GET https://reg.test/v2/app/manifests/1: 200',
    ]);
    expect(token).toContain('?service=reg&scope=repository%3Aapp%3Apull');
    expect(token).not.toContain('basic=');
    expect(manifest).toContain(`bearer=(${token})`);
  });

  test('Bearer with one: Basic towards the realm, and the account', () => {
    const { token } = challengedWalk(challenged(BEARER), aChallenge({ credential: credential('basic') }));
    expect(token).toMatch(/^http GET .* account .*basic=auth\.json#reg$/);
  });

  test('an identity token is posted', () => {
    const { token } = challengedWalk(challenged(BEARER), aChallenge({ credential: credential('identity-token') }));
    expect(token).toContain('http POST https://auth.test/token ');
    expect(token).toContain('grant_type=refresh_token');
    expect(token).toContain('identity-token=auth.json#reg');
  });

  test('a registry token is sent as it is', () => {
    const { manifest, token } = challengedWalk(
      challenged(BEARER),
      aChallenge({ credential: credential('registry-token') }),
    );
    expect(manifest).toContain('bearer=(auth.json#reg)');
    expect(token).toBe('');
  });

  test.each([
    ['header', 'basic='],
    ['bearer-first', 'bearer='],
  ] as const)('two challenges, order %s', (order, sent) => {
    const rule = { order, credential: credential('basic') };
    expect(challengedWalk(challenged(BASIC, BEARER), aChallenge(rule)).manifest).toContain(sent);
  });

  test('schemes nobody speaks are passed over', () => {
    const { manifest } = challengedWalk(challenged(['negotiate', {}], BASIC), aChallenge());
    expect(manifest).toContain('basic=empty');
  });
});

describe('a token that can’t be had', () => {
  test.each(['', 'not a url', 'ftp://auth.test/', '/relative', 'http://['])('realm "%s"', (realm) => {
    const { walk } = challengedWalk(challenged(['bearer', { realm }]), aChallenge());
    expect(walk.failure).toMatchObject({
      kind: 'token-missing',
      text: 'the challenge’s realm is no http(s) URL'.replace('’', "'"),
    });
  });

  test('no realm at all', () => {
    expect(challengedWalk(challenged(['bearer', {}]), aChallenge()).walk.failure?.kind).toBe('token-missing');
  });

  test.each([
    ['a refusal', httpFact(401), 'http-status'],
    ['an answer without a token', tokenFact(false), 'token-missing'],
  ])('%s', (_case, answer, kind) => {
    const { walk, manifest } = challengedWalk(challenged(BEARER), aChallenge(), ({ url }) =>
      url.startsWith(REALM) ? answer : undefined,
    );
    expect(walk.failure?.kind).toBe(kind);
    expect(manifest).toBe('');
  });

  test('is final where the ping has committed', () => {
    const http = aChallenge({}, { first: aRequest('http://reg.test/v2/', { success: [200, 401] }) });
    const answers = ({ url }: HttpKey) => (url.endsWith('/v2/') ? challenged(BEARER) : httpFact(503));
    const first = { ports: PORTS, answers };
    expect(requests(walkIn(first, anyOf([aChallenge({}, { commit: true }), http])))).toHaveLength(2);
    expect(requests(walkIn(first, anyOf([aChallenge(), http])))).toHaveLength(4);
  });

  test('a realm over plain HTTP gets no credential: unknown', () => {
    const realm = { realm: 'http://auth.test/token' };
    const { walk, keys } = challengedWalk(
      challenged(['bearer', realm]),
      aChallenge({ credential: credential('basic') }),
    );
    expect(walk.outcome).toBe('unknown');
    expect(walk.unknowns[0]).toMatchObject({
      what: 'token at http://auth.test/token',
      needed: '--allow-insecure-auth',
    });
    expect(keys.join('\n')).not.toContain('auth.test');
  });

  test('a realm over plain HTTP without a credential is asked', () => {
    const { walk } = challengedWalk(
      challenged(['bearer', { realm: 'http://auth.test/token' }]),
      aChallenge(),
      ({ url }) => (url.startsWith('http://auth.test') ? tokenFact() : undefined),
    );
    expect(walk.outcome).toBe('ok');
  });
});

describe('a client that posts first', () => {
  const rule = {
    credential: credential('basic'),
    token: { method: 'post-first', account: false, clientId: 'containerd-client' },
  } as const;
  const onPost = (status: number) => (key: HttpKey) =>
    key.method === 'POST' ? (status === 200 ? tokenFact() : httpFact(status)) : undefined;

  test('sends user name and password in the form', () => {
    const { token } = challengedWalk(challenged(BEARER), aChallenge(rule), onPost(200));
    expect(token).toContain('http POST https://auth.test/token ');
    expect(token).toContain('client_id=containerd-client&grant_type=password');
    expect(token).toContain('basic=auth.json#reg');
  });

  test.each([
    [400, 2],
    [401, 2],
    [404, 2],
    [405, 2],
    [403, 1],
    [503, 1],
  ])('answered by %i: %i requests', (status, asked) => {
    const { walk } = challengedWalk(challenged(BEARER), aChallenge(rule), onPost(status));
    expect(walk.attempts.filter(({ step }) => step === 'token')).toHaveLength(asked);
    expect(walk.outcome).toBe(asked === 2 ? 'ok' : 'fail');
  });

  test('without a credential asks by GET', () => {
    const { walk } = challengedWalk(challenged(BEARER), aChallenge({ ...rule, credential: null }));
    expect(walk.attempts.find(({ step }) => step === 'token')?.method).toBe('GET');
  });
});

describe('a client that answers the request itself', () => {
  const head = aChallenge(
    { credential: credential('basic') },
    {
      on: 'answer',
      first: aRequest('https://reg.test/v2/app/manifests/1', { method: 'HEAD', step: 'manifest' }),
      then: null,
    },
  );
  const refusing = (key: HttpKey) =>
    key.authorization === null && key.url.includes('/manifests/') ? challenged(BASIC) : undefined;

  test('sends nothing before it is asked to', () => {
    const { walk } = challengedWalk(httpFact(200), head);
    expect(requests(walk)).toEqual(['HEAD https://reg.test/v2/app/manifests/1: 200']);
  });

  test('asks again with the credential', () => {
    const { walk } = challengedWalk(httpFact(200), head, refusing);
    expect(requests(walk)).toEqual([
      'HEAD https://reg.test/v2/app/manifests/1: 401',
      'HEAD https://reg.test/v2/app/manifests/1: 200',
    ]);
  });

  test('gives up where that is refused too', () => {
    const { walk } = challengedWalk(httpFact(200), head, () => challenged(BASIC));
    expect(walk.failure).toMatchObject({ kind: 'http-status', status: 401 });
  });
});

describe('a 401 that names the scope it lacks', () => {
  const LACKING: [string, Record<string, string>] = [
    'bearer',
    { realm: REALM, service: 'reg', error: 'insufficient_scope', scope: 'repository:team/base:pull' },
  ];
  const answers = (key: HttpKey) => {
    if (!key.url.includes('/manifests/')) return undefined;
    const token = key.authorization?.kind === 'bearer' ? key.authorization.token : '';
    return token.includes('team%2Fbase') ? httpFact(200) : { ...challenged(LACKING), status: 401 };
  };

  test('is answered by asking for that scope too, once', () => {
    const { walk } = challengedWalk(challenged(BEARER), aChallenge({ widensScope: true }), answers);
    expect(walk.outcome).toBe('ok');
    expect(walk.attempts.filter(({ step }) => step === 'token')).toHaveLength(2);
  });

  test('is final for a client that does not', () => {
    const { walk } = challengedWalk(challenged(BEARER), aChallenge(), answers);
    expect(walk.failure).toMatchObject({ kind: 'http-status', status: 401 });
  });

  test('that comes again is final', () => {
    const never = (key: HttpKey) =>
      key.url.includes('/manifests/') ? { ...challenged(LACKING), status: 401 } : undefined;
    const { walk } = challengedWalk(challenged(BEARER), aChallenge({ widensScope: true }), never);
    expect(walk.failure).toMatchObject({ kind: 'http-status', status: 401 });
    expect(walk.attempts.filter(({ step }) => step === 'token')).toHaveLength(2);
  });
});
