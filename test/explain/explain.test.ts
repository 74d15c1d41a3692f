import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../src/explain/explain.js';
import type { Match } from '../../src/explain/match.js';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';

function explain(text: string): readonly Match[] {
  return matchesOf(judgeLines(text.split('\n'), RECOGNISERS));
}

const REFUSED = 'Get "https://a.example.com/v2/": dial tcp 192.0.2.7:443: connect: connection refused';
const EXPIRED =
  'Error response from daemon: Get "https://b.example.com/v2/": x509: certificate has expired or is not yet valid: current time 2026-02-01T00:00:00Z is after 2026-01-01T00:00:00Z';

describe('whole texts', () => {
  test('each cause is told once, with its line and how often it stands there', () => {
    const log = ['starting', REFUSED, 'retrying', REFUSED, 'other work', EXPIRED, REFUSED].join('\n');
    const causes = explain(log).filter(({ why }) => !why.startsWith('The same text may mean'));
    expect(causes.map(({ code, line, count }) => ({ code, line, count }))).toEqual([
      { code: 'tls-expired', line: 6, count: 1 },
      { code: 'tcp-refused', line: 2, count: 3 },
    ]);
  });

  test('the same cause at two registries is told for each', () => {
    const other = REFUSED.replaceAll('a.example.com', 'c.example.com');
    const hosts = explain([REFUSED, other].join('\n')).filter(
      ({ code, confidence }) => code === 'tcp-refused' && confidence > 0.5,
    );
    expect(hosts.map(({ host }) => host).sort()).toEqual(['a.example.com', 'c.example.com']);
  });

  test('a back-off line next to its cause is not told, and alone it is', () => {
    const backOff = '  Normal  BackOff  2s  kubelet  Back-off pulling image "a.example.com/app:1"';
    expect(explain([backOff, REFUSED].join('\n')).map(({ code }) => code)).not.toContain('kubelet-backoff-only');
    expect(explain(backOff)[0]?.code).toBe('kubelet-backoff-only');
  });

  test('foreign failures do not hide a registry error on another line', () => {
    const log = [
      'npm ERR! network request to https://registry.npmjs.org/x failed, reason: connect ETIMEDOUT 203.0.113.5:443',
      `docker pull: ${REFUSED}`,
    ].join('\n');
    expect(explain(log)[0]?.code).toBe('tcp-refused');
  });

  test('what a program in a build prints is not taken for the registry of the image', () => {
    const log = [
      '#3 [internal] load metadata for docker.io/library/node:22',
      '#3 DONE 1.2s',
      '#9 12.34 Error: connect ECONNREFUSED 127.0.0.1:8080',
    ].join('\n');
    expect(explain(log).map(({ code }) => code)).not.toContain('tcp-refused');
  });

  test('the next step names the image that the transcript named', () => {
    const [first] = explain(
      '$ docker push reg.example.com/app:1\nThe push refers to repository [reg.example.com/app]\ndenied: requested access to the resource is denied',
    );
    expect(first).toMatchObject({ code: 'auth-denied-scope', line: 3 });
    expect(first?.next).toContain('reg.example.com/app');
  });

  test('other causes that the same text may have follow, less likely', () => {
    const [first, ...others] = explain(
      'docker login: Get "https://reg.example.com/v2/": x509: certificate signed by unknown authority',
    );
    expect(first?.code).toBe('tls-unknown-ca');
    expect(others.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['tls-self-signed', 'tls-missing-intermediate']),
    );
    for (const other of others) expect(other.confidence).toBeLessThan(first?.confidence ?? 0);
  });

  test('prose about registries is no error', () => {
    expect(explain('We push the image to our registry every night and pull it in the morning.')).toEqual([]);
    expect(explain('')).toEqual([]);
  });
});
