import { describe, expect, test } from 'vitest';
import type { HttpFact } from '../../src/facts/facts.js';
import type { FindingCode } from '../../src/findings/codes.js';
import { readAnswer } from '../../src/probes/parse/http-answer.js';
import { IMAGE, openRegistry, tokenRegistry } from './rows/registry.js';
import { examine } from './support/world.js';

/** Answers in the form in which each kind of registry gives them, in our own words where the words don't matter. */

function fact(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpFact {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  const raw = {
    outcome: 'response',
    ms: 1,
    status,
    statusText: '',
    headers: { 'content-type': type, ...headers },
    body: Buffer.from(text),
    bodyBytes: text.length,
    detail: null,
  } as const;
  return readAnswer(raw, `https://${IMAGE}`, 'read', []).fact;
}

const error = (code: string, message: string, detail: unknown = {}) => ({ errors: [{ code, message, detail }] });

const TABLE: readonly (readonly [string, number, unknown, FindingCode, Readonly<Record<string, string>>?])[] = [
  ['Docker Hub: no such tag', 404, error('MANIFEST_UNKNOWN', 'manifest unknown', 'unknown tag=1'), 'manifest-unknown'],
  [
    'Docker Hub: no such repository, or a private one',
    401,
    error('UNAUTHORIZED', 'authentication required', [{ Type: 'repository', Name: 'team/app', Action: 'pull' }]),
    'auth-missing-credentials',
  ],
  [
    'Docker Hub: the limit',
    429,
    error('TOOMANYREQUESTS', 'You have reached your unauthenticated pull rate limit.'),
    'rate-limited',
    { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' },
  ],
  ['GHCR: no such tag', 404, error('MANIFEST_UNKNOWN', 'manifest unknown'), 'manifest-unknown'],
  [
    'GHCR: no such package',
    404,
    error('NAME_UNKNOWN', 'repository name not known to registry'),
    'repository-not-found',
  ],
  ['GHCR: not for you', 403, error('DENIED', 'requested access to the resource is denied'), 'auth-missing-credentials'],
  ['Quay: no such tag', 404, error('MANIFEST_UNKNOWN', 'manifest unknown'), 'manifest-unknown'],
  ['Quay: a tag that expired', 404, error('TAG_EXPIRED', 'Tag 1 was deleted or has expired.'), 'manifest-unknown'],
  [
    'Quay: no such repository, or a private one',
    401,
    error('UNAUTHORIZED', 'access to the requested resource is not authorized'),
    'auth-missing-credentials',
  ],
  ['Harbor: no such artifact', 404, error('NOT_FOUND', 'artifact team/app:1 not found'), 'manifest-unknown'],
  ['Harbor: no such repository', 404, error('NOT_FOUND', 'repository team/app not found'), 'repository-not-found'],
  ['Harbor: no such project', 404, error('NOT_FOUND', 'project team not found'), 'repository-not-found'],
  [
    'GitLab: no such repository',
    404,
    error('NAME_UNKNOWN', 'repository name not known to registry'),
    'repository-not-found',
  ],
  ['GitLab: not for you', 403, error('DENIED', 'access forbidden'), 'auth-missing-credentials'],
  ['ECR: no such image', 404, error('MANIFEST_UNKNOWN', 'Requested image not found'), 'manifest-unknown'],
  [
    'ECR: no such repository',
    404,
    error('NAME_UNKNOWN', "The repository with name 'team/app' does not exist in the registry with id '123456789012'"),
    'repository-not-found',
  ],
  ['ECR: the limit', 429, error('TOOMANYREQUESTS', 'Rate exceeded'), 'rate-limited'],
  ['ACR: no such tag', 404, error('MANIFEST_UNKNOWN', 'manifest tagged by "1" is not found'), 'manifest-unknown'],
  ['ACR: no such repository', 404, error('NAME_UNKNOWN', 'repository "team/app" is not found'), 'repository-not-found'],
  ['GAR: no such tag', 404, error('MANIFEST_UNKNOWN', 'Failed to fetch "1"'), 'manifest-unknown'],
  ['GAR: no such repository', 404, error('NAME_UNKNOWN', 'Repository "team" not found'), 'repository-not-found'],
  [
    'GAR: not for you, or not there',
    403,
    error('DENIED', 'Permission "downloadArtifacts" denied on resource "repositories/team" (or it may not exist)'),
    'auth-missing-credentials',
  ],
  [
    'Artifactory: no such tag',
    404,
    error('MANIFEST_UNKNOWN', 'The named manifest is not known to the registry.', { manifest: 'team/app' }),
    'manifest-unknown',
  ],
  ['Artifactory: its own form', 404, { errors: [{ status: 404, message: 'Not Found' }] }, 'manifest-unknown'],
  ['Nexus: no such tag', 404, error('MANIFEST_UNKNOWN', 'manifest unknown', { Name: 'team/app' }), 'manifest-unknown'],
  [
    'Nexus: no such repository',
    404,
    error('NAME_UNKNOWN', 'repository name not known to registry'),
    'repository-not-found',
  ],
];

describe('what registries say', () => {
  test.each(TABLE.map((row) => [row[0], row] as const))('%s', (_name, [, status, body, code, headers]) => {
    const answer = fact(status, body, headers);
    const { primary } = examine({
      reference: IMAGE,
      world: tokenRegistry(
        () => undefined,
        () => answer,
      ),
    });
    expect([primary.code, primary.severity]).toEqual([code, 'error']);
    expect(primary.nextStep).not.toBe('');
  });

  test('a refusal that may mean "not there" says so', () => {
    const answer = fact(403, error('DENIED', 'denied on resource "repositories/team" (or it may not exist)'));
    const { primary } = examine({ reference: IMAGE, world: openRegistry(() => answer) });
    expect(primary.evidence.map(({ text }) => text).join('\n')).toContain('(or it may not exist)');
  });
});
