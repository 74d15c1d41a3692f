import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { HttpFact } from '../../src/facts/facts.js';
import type { HttpKey } from '../../src/facts/keys.js';
import { httpFact } from '../support/facts.js';
import { requests, walkIn } from '../support/world.js';
import { aRequest } from './a-request.js';

const SERVING = { 443: 'https', 80: 'http' } as const;

/** Answers by URL. */
function by(answers: Readonly<Record<string, HttpFact>>): (key: HttpKey) => HttpFact | undefined {
  return ({ url }) => answers[url];
}

function redirect(location: string, status = 302): HttpFact {
  return httpFact(status, { headers: { location }, ms: 0 });
}

describe('redirects', () => {
  test('are followed, relative ones too', () => {
    const answers = by({
      'https://reg.test/a': redirect('/b'),
      'https://reg.test/b': redirect('https://cdn.test/c?signature=s3cret', 307),
    });
    const walk = walkIn({ ports: SERVING, answers }, aRequest('https://reg.test/a'));
    expect(requests(walk)).toEqual([
      'GET https://reg.test/a: 302',
      'GET https://reg.test/b: 307',
      'GET https://cdn.test/c: 200',
    ]);
    expect(walk.outcome).toBe('ok');
  });

  test('end after the client’s limit', () => {
    const walk = walkIn(
      { ports: SERVING, answers: by({ 'https://reg.test/a': redirect('/a') }) },
      aRequest('https://reg.test/a', { redirects: 3 }),
    );
    expect(walk.failure).toMatchObject({ kind: 'http-redirects', text: 'stopped after 3 redirects' });
    expect(walk.attempts.filter(({ step }) => step === 'ping')).toHaveLength(4);
  });

  test.each(['ftp://reg.test/', 'javascript:alert(1)', 'http://[', 'file:///etc/passwd'])('to %s fail', (location) => {
    const walk = walkIn(
      { ports: SERVING, answers: by({ 'https://reg.test/a': redirect(location) }) },
      aRequest('https://reg.test/a'),
    );
    expect(walk.failure?.kind).toBe('http-redirect-refused');
  });

  test('without a Location are an answer like any other', () => {
    const walk = walkIn(
      { ports: SERVING, answers: by({ 'https://reg.test/a': httpFact(301) }) },
      aRequest('https://reg.test/a'),
    );
    expect(walk.failure).toMatchObject({ kind: 'http-status', status: 301 });
  });

  test('from http to https bring a dropped 443 back', () => {
    const walk = walkIn(
      {
        ports: { 443: 'silent', 80: 'http' },
        answers: by({ 'http://reg.test/v2/': redirect('https://reg.test/v2/', 301) }),
      },
      aRequest('http://reg.test/v2/'),
    );
    expect(walk).toMatchObject({ outcome: 'fail', ms: 30_000, failure: { kind: 'tcp-timeout' } });
  });

  test('turn a POST into a GET, but for 307 and 308', () => {
    const methods = [301, 302, 303, 307, 308].map((status) => {
      const walk = walkIn(
        { ports: SERVING, answers: by({ 'https://reg.test/a': redirect('/b', status) }) },
        aRequest('https://reg.test/a', { method: 'POST' }),
      );
      return walk.attempts.findLast(({ step }) => step === 'ping')?.method;
    });
    expect(methods).toEqual(['GET', 'GET', 'GET', 'POST', 'POST']);
  });

  test('never carry a password of the Location into a fact', () => {
    const facts = new FactBook();
    const answers = by({ 'https://reg.test/a': redirect('https://user:hunter2@reg.test/b') });
    walkIn({ ports: SERVING, answers }, aRequest('https://reg.test/a'), facts);
    expect([...facts.entries().keys()].join('\n')).not.toContain('hunter2');
  });
});
