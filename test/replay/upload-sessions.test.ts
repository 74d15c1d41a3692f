import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { HttpFact } from '../../src/facts/facts.js';
import type { HttpKey } from '../../src/facts/keys.js';
import type { FollowChallenge, FollowLocation } from '../../src/plan/nodes.js';
import { challenged, httpFact, tokenFact } from '../support/facts.js';
import { requests, type World, walkIn } from '../support/world.js';
import { aChallenge, aRequest } from './a-request.js';

const UPLOADS = 'https://reg.test/v2/app/blobs/uploads/';
const PORTS = { 443: 'https', 80: 'http' } as const;
const SESSION = { 'docker-upload-uuid': 'u1', range: '0-0' };

function push(more: Partial<FollowLocation> = {}): FollowLocation {
  const first = aRequest(UPLOADS, { step: 'upload', method: 'POST', success: [202], authorization: 'bound' });
  return { kind: 'follow', what: 'location', first, ...more };
}

/** A push behind a ping that wants Basic, with an account. */
function account(more: Partial<FollowLocation> = {}): FollowChallenge {
  const credential = {
    id: 'auth.json#reg',
    kind: 'basic',
    source: { kind: 'default', name: 'x', line: null, says: '' },
    matchedKey: null,
  } as const;
  return aChallenge({ credential }, { then: push(more) });
}

const opened = (location: string) => httpFact(202, { headers: { location } });

/** A walk whose POST opens a session at `location`; everything else is answered by `more`. */
function pushed(
  location: string,
  more: (key: HttpKey) => HttpFact | undefined,
  node = account(),
  world: Partial<World> = {},
) {
  const facts = new FactBook();
  const answers = (key: HttpKey) => {
    if (key.url.endsWith('/v2/')) return challenged(['basic', { realm: 'reg' }]);
    return key.method === 'POST' ? opened(location) : more(key);
  };
  const walk = walkIn({ ports: PORTS, answers, ...world }, node, facts);
  const keys = [...facts.entries().keys()].filter((key) => key.startsWith('http '));
  return { walk, lines: requests(walk).slice(1), keys };
}

const deletes = ({ method }: HttpKey) => (method === 'DELETE' ? httpFact(204) : httpFact(204, { headers: SESSION }));

describe('a session at its own registry', () => {
  test.each([
    '/v2/app/blobs/uploads/u1',
    'u1',
    'https://reg.test/v2/app/blobs/uploads/u1',
    'https://a:b@reg.test/v2/app/blobs/uploads/u1',
  ])('%s is cancelled with the account, and carries nothing else', (location) => {
    const { walk, lines, keys } = pushed(location, deletes);
    expect(walk.outcome).toBe('ok');
    expect(lines).toEqual([`POST ${UPLOADS}: 202`, `DELETE ${UPLOADS}u1: 204`]);
    expect(keys.find((key) => key.startsWith('http DELETE'))).toContain('basic=auth.json#reg');
    expect(JSON.stringify(keys)).not.toContain('a:b');
  });

  test.each([401, 403, 405, 500])('a cancel that is answered %i says nothing of the push', (status) => {
    expect(pushed('u1', () => httpFact(status)).walk).toMatchObject({ outcome: 'ok', failure: null, failures: [] });
  });

  test.each(['silent', 'stalled', 'closed', 'reset', 'malformed'] as const)(
    'a cancel that is not answered (%s) says nothing of the push',
    (outcome) => {
      const { walk } = pushed('u1', () => httpFact(0, { outcome, status: null, ms: 2500 }));
      expect(walk).toMatchObject({ outcome: 'ok', failure: null, failures: [], bound: 'exact' });
      expect(walk.ms).toBeLessThan(2500);
    },
  );

  test('no usable Location is no session', () => {
    expect(pushed('ftp://reg.test/u1', deletes).walk.failure).toMatchObject({ kind: 'http-malformed' });
  });
});

describe('a right that only a cancel needs', () => {
  const REALM = 'https://auth.test/token';
  const bearer = (scope: string) => challenged(['bearer', { realm: REALM, service: 'reg', scope }]);
  function withTokens(forDelete: (key: HttpKey) => HttpFact) {
    const facts = new FactBook();
    const answers = (key: HttpKey): HttpFact => {
      if (key.url.startsWith(REALM)) return key.url.includes('delete') ? forDelete(key) : tokenFact();
      if (key.url.endsWith('/v2/')) return bearer('');
      if (key.method === 'POST') return opened('u1');
      // The token of the push was bought without the right to delete.
      return JSON.stringify(key.authorization).includes('delete') ? httpFact(204) : bearer('repository:app:delete');
    };
    const node = aChallenge({ scopes: ['repository:app:pull,push'] }, { then: push() });
    return walkIn({ ports: PORTS, answers }, node, facts);
  }

  test('is asked for besides where a token server wants it', () => {
    const walk = withTokens(() => tokenFact());
    expect(walk).toMatchObject({ outcome: 'ok', failures: [] });
    expect(requests(walk).at(-1)).toBe(`DELETE ${UPLOADS}u1: 204`);
  });

  test('and nothing follows where it is not granted', () => {
    expect(withTokens(() => httpFact(401))).toMatchObject({ outcome: 'ok', failures: [] });
  });
});

describe('a session elsewhere', () => {
  const HTTP = 'http://reg.test/v2/app/blobs/uploads/u1';
  const elsewhere = (answer: HttpFact) => (key: HttpKey) => (key.method === 'GET' ? answer : httpFact(204));

  test('is asked about with nothing that proves who asks, and cancelled where it was opened', () => {
    const { walk, lines, keys } = pushed(HTTP, elsewhere(httpFact(204, { headers: SESSION })));
    expect(walk.outcome).toBe('ok');
    expect(lines.slice(1)).toEqual([`GET ${HTTP}: 204`, `DELETE ${UPLOADS}u1: 204`]);
    expect(keys.filter((key) => key.includes('http://')).join()).not.toContain('auth.json');
  });

  test.each([
    ['plain HTTP on a port that speaks TLS', httpFact(400), 'http-status'],
    ['a page that is no registry', httpFact(200), 'http-status'],
    ['nothing there', httpFact(404), 'http-status'],
    ['a redirect, which takes no data along', httpFact(301, { headers: { location: UPLOADS } }), 'http-redirects'],
  ])('%s: the push fails, and the session is cancelled', (_name, answer, kind) => {
    const { walk, lines } = pushed(HTTP, elsewhere(answer));
    expect(walk).toMatchObject({ outcome: 'fail', failure: { kind } });
    expect(lines.at(-1)).toBe(`DELETE ${UPLOADS}u1: 204`);
  });

  test('a port that nobody listens at', () => {
    const { walk } = pushed(HTTP, deletes, account(), { ports: { 443: 'https' } });
    expect(walk).toMatchObject({ outcome: 'fail', failure: { kind: 'tcp-refused' } });
  });

  test('refused without the account: those that leave it behind fail, of those that carry it nothing is known', () => {
    const refused = elsewhere(httpFact(401));
    expect(pushed(HTTP, refused).walk).toMatchObject({ outcome: 'fail', failure: { status: 401 } });
    const { walk, lines } = pushed(HTTP, refused, account({ carriesAuthorization: true }));
    expect(walk.outcome).toBe('unknown');
    expect(walk.unknowns[0]?.why).toContain('no credential to another origin');
    expect(lines.at(-1)).toBe(`DELETE ${UPLOADS}u1: 204`);
  });

  test('at an address of this machine nothing is asked, and the session is cancelled', () => {
    const { walk, keys } = pushed('http://127.0.0.1:5000/v2/app/blobs/uploads/u1', deletes);
    expect(walk.outcome).toBe('unknown');
    expect(keys.filter((key) => key.includes('127.0.0.1'))).toEqual([]);
    expect(keys.some((key) => key.startsWith(`http DELETE ${UPLOADS}u1`))).toBe(true);
  });
});

describe('a part sent to the session', () => {
  const KIB = 1024;
  /** A server that takes parts up to a limit. */
  const limited =
    (most: number) =>
    ({ method, bodyBytes = 0 }: HttpKey): HttpFact =>
      method === 'PATCH' ? (bodyBytes > most ? httpFact(413) : opened('u1')) : httpFact(204);
  const sizes = (keys: readonly string[]) =>
    keys.flatMap((key) => / bytes=(\d+)$/.exec(key)?.slice(1).map(Number) ?? []);

  test('one that fits is all that is sent', () => {
    const { walk, keys } = pushed('u1', limited(10_000 * KIB), account({ partBytes: 5000 * KIB }));
    expect(walk.outcome).toBe('ok');
    expect(sizes(keys)).toEqual([5000 * KIB]);
  });

  test('one that is too large is followed by at most six smaller ones, up to the limit', () => {
    const { walk, keys } = pushed('u1', limited(1024 * KIB), account({ partBytes: 100 * 1024 * KIB }));
    expect(walk).toMatchObject({ outcome: 'fail', failure: { status: 413 } });
    const sent = sizes(keys);
    expect(sent.length).toBeLessThanOrEqual(7);
    const passed = Math.max(...sent.filter((size) => size <= 1024 * KIB));
    expect(passed).toBeGreaterThan(800 * KIB);
    expect(walk.attempts.at(-1)?.method).toBe('DELETE');
  });

  test('nothing is sent unless it was asked for', () => {
    expect(sizes(pushed('u1', deletes).keys)).toEqual([]);
  });

  test('one that did not get through in time says nothing', () => {
    const slow = (key: HttpKey) =>
      key.method === 'PATCH' ? httpFact(0, { outcome: 'silent', status: null, ms: 5000 }) : httpFact(204);
    const { walk } = pushed('u1', slow, account({ partBytes: KIB }));
    expect(walk.outcome).toBe('unknown');
    expect(walk.unknowns[0]?.why).toContain('1024 bytes did not get through within 5000 ms');
  });
});
