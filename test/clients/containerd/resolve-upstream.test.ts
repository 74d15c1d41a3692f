import { describe, expect, test } from 'vitest';
import { challenged, httpFact, tokenFact } from '../../support/facts.js';
import { requests, type World, walkIn } from '../../support/world.js';
import { type AskedLibrary, pullBy } from './a-registry.js';

// Restated from containerd `core/remotes/docker/resolver_test.go`: each test is named after the function there.

const DIGEST = `sha256:${'d'.repeat(64)}`;
const TOKEN = 'https://auth.test/token';
const found = httpFact(200, { headers: { 'docker-content-digest': DIGEST }, ms: 0 });
const PLAIN = { 'reg:5000/hosts.toml': 'server = "http://reg:5000"\n[host]\n' };

function walk(asked: AskedLibrary, answers: NonNullable<World['answers']>, more: Partial<World> = {}) {
  return walkIn({ ports: { 5000: 'https', 443: 'https' }, answers, ...more }, pullBy({ version: '2.3.4', ...asked }));
}

/** A registry that wants a token; `realm` answers the token server. */
const withTokens =
  (realm: NonNullable<World['answers']>, error: Readonly<Record<string, string>> = {}): NonNullable<World['answers']> =>
  (key) => {
    if (key.url.startsWith(TOKEN)) return realm(key);
    if (key.authorization?.kind === 'bearer' && Object.keys(error).length === 0) return found;
    return challenged(['bearer', { realm: TOKEN, service: 'registry', ...(key.authorization === null ? {} : error) }]);
  };

describe('plain flows', () => {
  test('TestHTTPResolver', () => {
    expect(walk({ certs: PLAIN }, () => found, { ports: { 5000: 'http' } }).outcome).toBe('ok');
  });

  test('TestHTTPSResolver', () => expect(walk({}, () => found).outcome).toBe('ok'));

  test('TestBasicResolver', () => {
    const answers: World['answers'] = ({ authorization }) =>
      authorization?.kind === 'basic' ? found : challenged(['basic', {}]);
    expect(walk({ credential: true }, answers).outcome).toBe('ok');
  });

  test('TestAnonymousTokenResolver: only GET is answered', () => {
    const answers = withTokens(({ method }) => (method === 'GET' ? tokenFact() : httpFact(405)));
    expect(walk({}, answers).outcome).toBe('ok');
  });

  test('TestBasicAuthTokenResolver: POST refused with 405, then GET with the password', () => {
    const answers = withTokens(({ method, authorization }) =>
      method === 'GET' && authorization?.kind === 'basic' ? tokenFact() : httpFact(405),
    );
    const walked = walk({ credential: true }, answers);
    expect(walked.outcome).toBe('ok');
    const asked = [`POST ${TOKEN}: http-status 405`, `GET ${TOKEN}: 200`];
    // Once to resolve the tag, once more to fetch the manifest.
    expect(requests(walked).filter((line) => line.includes('token'))).toEqual([...asked, ...asked]);
  });

  test('TestPostBasicAuthTokenResolver: a form with the password', () => {
    const answers = withTokens(({ method, form }) =>
      method === 'POST' && form?.['grant_type'] === 'password' ? tokenFact() : httpFact(405),
    );
    expect(walk({ credential: true }, answers).outcome).toBe('ok');
  });

  test('TestBadTokenResolver: a token without the right', () => {
    const answers = withTokens(() => tokenFact(), { error: 'insufficient_scope' });
    const walked = walk({ credential: true }, answers);
    expect([walked.outcome, walked.failure?.status]).toEqual(['fail', 401]);
  });

  test('TestMissingBasicAuthResolver', () => {
    const walked = walk({}, () => challenged(['basic', {}]));
    expect(walked.failure).toMatchObject({ kind: 'credential-missing', text: 'no basic auth credentials' });
  });

  test('TestWrongBasicAuthResolver: 403 is final', () => {
    const answers: World['answers'] = ({ authorization }) =>
      authorization === null ? challenged(['basic', {}]) : httpFact(403);
    expect(walk({ credential: true }, answers).failure).toMatchObject({ status: 403 });
  });
});

describe('from host to host', () => {
  const names = { mirror: ['10.0.1.1'], reg: ['10.0.1.2'] };
  const certs = { 'reg:5000/hosts.toml': '[host."https://mirror:5000"]\n' };

  test('TestHostFailureFallbackResolver: a port that accepts and says nothing', () => {
    const walked = walk({ certs }, () => found, {
      names,
      ports: { '10.0.1.1:5000': 'mute', '10.0.1.2:5000': 'https' },
    });
    expect(walked.outcome).toBe('ok');
  });

  test('TestHostTLSFailureFallbackResolver: plain http where TLS is meant', () => {
    const ports: World['ports'] = { '10.0.1.1:5000': 'http', '10.0.1.2:5000': 'https' };
    expect(walk({ certs }, () => found, { names, ports }).outcome).toBe('ok');
    expect(walk({ certs }, () => httpFact(404), { names, ports }).failure).toMatchObject({ status: 404 });
  });

  test('TestHTTPFallbackResolver', () => {
    const walked = walk({ reference: 'localhost:5000/a:1' }, () => found, {
      names: { localhost: ['127.0.0.1'] },
      ports: { 5000: 'http' },
    });
    expect(requests(walked).map((line) => line.split('/')[0])).toEqual([
      'HEAD https:',
      'HEAD http:',
      'GET https:',
      'GET http:',
    ]);
  });

  test('TestHTTPFallbackTimeoutResolver: the handshake hangs once, then http', () => {
    const own = { 'reg:5000/hosts.toml': 'server = "http://reg:5000"\nskip_verify = true\n[host]\n' };
    const walked = walk({ certs: own }, () => found, { ports: { 5000: 'mute' } });
    expect(requests(walked)[0]).toContain('tls-timeout');
    expect(requests(walked)[1]).toContain('HEAD http://reg:5000/');
  });

  test('TestResolveProxy: a mirror of another name is told for whom', () => {
    const proxied = { 'upstream.example.com/hosts.toml': 'server = "https://mirror:5000"\n[host]\n' };
    const urls: string[] = [];
    const answers: World['answers'] = ({ url }) => {
      urls.push(url);
      return found;
    };
    expect(walk({ reference: 'upstream.example.com/testname:latest', certs: proxied }, answers).outcome).toBe('ok');
    expect(urls.every((url) => url.endsWith('?ns=upstream.example.com'))).toBe(true);
  });

  test('TestResolveProxyFallback: a mirror that minds the name, then the registry itself without one', () => {
    const answers: World['answers'] = ({ url }) => (url.includes('ns=') ? httpFact(404) : found);
    expect(walk({ certs }, answers).outcome).toBe('ok');
  });
});

describe('asked again', () => {
  const count = (version: string, answers: NonNullable<World['answers']>, ports: World['ports'] = { 5000: 'https' }) =>
    requests(walk({ version }, answers, { ports })).length;

  test.each([
    ['a wait that is over', () => httpFact(0, { outcome: 'silent', status: null, ms: 40_000 }), 5],
    ['an end of the connection', () => httpFact(0, { outcome: 'closed', status: null, ms: 0 }), 5],
    ['a reset', () => httpFact(0, { outcome: 'reset', status: null, ms: 0 }), 1],
  ] as const)('TestIsTransientTransportErr, TestDoWithTransportRetries: %s', (_, answer, times) => {
    expect(count('2.3.4', answer)).toBe(times);
    expect(count('2.3.1', answer)).toBe(1);
  });

  test.each([
    ['refused', 1],
    // Which of two errors such a connect ends in is chance, and only one is transient: walked once, as the least.
    ['silent', 1],
    ['hangs-up', 5],
    ['untrusted', 1],
  ] as const)('TestIsTransientTransportErr: a port that is %s', (port, times) => {
    expect(count('2.3.4', () => found, { 5000: port })).toBe(times);
  });

  test('TestResolveTransientManifestError: a digest whose manifest fails with 5xx is not taken for a blob', () => {
    const walked = walk({ reference: `reg:5000/a@${DIGEST}` }, ({ url }) =>
      url.includes('/manifests/') ? httpFact(500) : found,
    );
    expect(requests(walked).some((line) => line.includes('/blobs/'))).toBe(false);
    expect(walked.failure).toMatchObject({ status: 500 });
  });

  test('TestResolve404ManifestFallback: after a 404 it is', () => {
    const walked = walk({ reference: `reg:5000/a@${DIGEST}` }, ({ url }) =>
      url.includes('/manifests/') ? httpFact(404) : found,
    );
    expect(requests(walked).filter((line) => line.includes('/blobs/'))).toHaveLength(1);
  });

  test('TestResolveForbiddenGETFallbackForErrorBody', () => {
    const walked = walk({}, () => httpFact(403));
    expect(requests(walked).map((line) => line.split(' ')[0])).toEqual(['HEAD', 'GET']);
    expect(walked.failure).toMatchObject({ status: 403 });
  });

  test('TestResolveForbiddenNoFallbackOnGET: a GET in place of HEAD is not asked twice', () => {
    const walked = walk({}, ({ method }) => httpFact(method === 'HEAD' ? 405 : 403));
    expect(requests(walked).map((line) => line.split(' ')[0])).toEqual(['HEAD', 'GET']);
  });

  test('TestResolve404NoFallbackGET', () => {
    expect(requests(walk({}, () => httpFact(404)))).toHaveLength(1);
  });

  test('TestResolveForbiddenGETFallbackNetworkError: the GET fails, and the 403 stays', () => {
    const answers: World['answers'] = ({ method }) =>
      method === 'HEAD' ? httpFact(403) : httpFact(0, { outcome: 'reset', status: null });
    expect(walk({}, answers).failure).toMatchObject({ status: 403 });
  });
});
