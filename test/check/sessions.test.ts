import { describe, expect, test } from 'vitest';
import { keepSessions } from '../../src/check/sessions.js';
import type { HttpFact } from '../../src/facts/facts.js';
import type { FactKey, HttpKey } from '../../src/facts/keys.js';
import { httpFact } from '../support/facts.js';

const UPLOADS = 'https://reg.test/v2/team/app/blobs/uploads/';
const UUID = '8f09d53e-81ff-432a-9f33-a615cb80941c';
const LIMITS = { stepMs: 1000, signal: new AbortController().signal, siblingRoundTripMs: () => null };

function key(method: HttpKey['method'], url: string): HttpKey {
  return {
    kind: 'http',
    route: { kind: 'direct', address: '10.0.0.7', port: 443 },
    clientCertificate: null,
    method,
    url,
    accept: 'any',
    form: null,
    authorization: { kind: 'basic', credential: 'auth.json#reg' },
    account: false,
    serial: 0,
  };
}

/** A keeper before a registry that opens sessions at `location` and answers a DELETE with `deleted`. */
function keeper(location: string, deleted: HttpFact = httpFact(204)) {
  const asked: string[] = [];
  const answer = (one: FactKey): HttpFact => {
    if (one.kind !== 'http') throw new Error('only HTTP here');
    asked.push(`${one.method} ${one.url}`);
    if (one.method === 'DELETE') return deleted;
    return httpFact(202, { headers: { location, 'docker-upload-uuid': UUID } });
  };
  const sessions = keepSessions({ probe: async (one) => answer(one), close: async () => {} });
  return { sessions, asked, probe: (one: FactKey) => sessions.probe(one, LIMITS) };
}

describe('upload sessions that a run opens', () => {
  test('one that was cancelled is named, and left alone', async () => {
    const { sessions, asked, probe } = keeper(`${UPLOADS}u1`);
    await probe(key('POST', UPLOADS));
    await probe(key('DELETE', `${UPLOADS}u1`));
    await sessions.endSessions();
    expect(asked).toHaveLength(2);
    expect(sessions.notes()).toEqual([
      `an upload session was opened at ${UPLOADS} and cancelled; nothing was stored (docker-registry keeps a directory of it without any of the data, repositories/team/app/_uploads/${UUID}, until it purges uploads)`,
    ]);
  });

  test.each([
    `${UPLOADS}u1`,
    `http://reg.test/v2/team/app/blobs/uploads/u1`,
    'https://elsewhere.test/v2/team/app/blobs/uploads/u1',
  ])('one that a run left open at %s is cancelled where it was opened', async (location) => {
    const { sessions, asked, probe } = keeper(location);
    await probe(key('POST', UPLOADS));
    await sessions.endSessions();
    expect(asked).toEqual([`POST ${UPLOADS}`, `DELETE ${UPLOADS}u1`]);
    expect(sessions.notes()[0]).toContain('and cancelled');
  });

  test('one that moved with a part of it is cancelled at its new place', async () => {
    const { sessions, asked, probe } = keeper(`${UPLOADS}u1?_state=redacted`);
    await probe(key('POST', UPLOADS));
    await probe(key('PATCH', `${UPLOADS}u1?_state=redacted`));
    await sessions.endSessions();
    expect(asked.at(-1)).toBe(`DELETE ${UPLOADS}u1?_state=redacted`);
    expect(asked).toHaveLength(3);
  });

  test('one that cannot be cancelled is said to be open', async () => {
    const { sessions, probe } = keeper(`${UPLOADS}u1`, httpFact(401));
    await probe(key('POST', UPLOADS));
    await sessions.endSessions();
    expect(sessions.notes()[0]).toContain('could not be cancelled: it stays until the registry purges it');
  });

  test('one whose cancel failed in the run is not waited for again', async () => {
    const { sessions, asked, probe } = keeper(`${UPLOADS}u1`, httpFact(0, { outcome: 'silent', status: null }));
    await probe(key('POST', UPLOADS));
    await probe(key('DELETE', `${UPLOADS}u1`));
    await sessions.endSessions();
    expect(asked).toHaveLength(2);
    expect(sessions.notes()[0]).toContain('could not be cancelled');
  });

  test('none is opened: nothing is said', async () => {
    const { sessions, asked, probe } = keeper(UPLOADS);
    await probe(key('GET', 'https://reg.test/v2/'));
    await sessions.endSessions();
    expect([asked.length, sessions.notes()]).toEqual([1, []]);
  });
});
