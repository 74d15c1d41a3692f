import { describe, expect, test } from 'vitest';
import { proxyCredential, proxyPolicy } from '../../../src/clients/go/proxy-environment.js';
import { proxyFor, usesProxy } from '../../../src/plan/proxy.js';

/** What a request goes through, in the words of a proxy URL; null for none. */
function through(environment: Record<string, string>, url = 'http://example.com'): string | null {
  const answer = proxyFor(proxyPolicy(environment), url);
  if (answer === null) return null;
  return 'error' in answer ? answer.error : `${answer.scheme}://${answer.host}:${answer.port}`;
}

// golang.org/x/net http/httpproxy/proxy_test.go: proxyForURLTests, ports written out.
describe('the proxy of a URL, as golang.org/x/net decides', () => {
  test.each([
    [{ HTTP_PROXY: '127.0.0.1:8080' }, undefined, 'http://127.0.0.1:8080'],
    [{ HTTP_PROXY: 'cache.corp.example.com:1234' }, undefined, 'http://cache.corp.example.com:1234'],
    [{ HTTP_PROXY: 'cache.corp.example.com' }, undefined, 'http://cache.corp.example.com:80'],
    [{ HTTP_PROXY: 'localhost' }, undefined, 'http://localhost:80'],
    [{ HTTP_PROXY: 'https://cache.corp.example.com' }, undefined, 'https://cache.corp.example.com:443'],
    [{ HTTP_PROXY: 'http://127.0.0.1:8080' }, undefined, 'http://127.0.0.1:8080'],
    [{ HTTP_PROXY: 'https://127.0.0.1:8080' }, undefined, 'https://127.0.0.1:8080'],
    [{ HTTP_PROXY: 'socks5://127.0.0.1' }, undefined, 'socks5://127.0.0.1:1080'],
    [{ HTTP_PROXY: 'foo://host' }, undefined, 'the proxy scheme foo of HTTP_PROXY is not known'],
    [
      { HTTP_PROXY: 'http.proxy.tld', HTTPS_PROXY: 'secure.proxy.tld' },
      'http://insecure.tld/',
      'http://http.proxy.tld:80',
    ],
    [
      { HTTP_PROXY: 'http.proxy.tld', HTTPS_PROXY: 'secure.proxy.tld' },
      'https://secure.tld/',
      'http://secure.proxy.tld:80',
    ],
    [
      { HTTP_PROXY: 'http.proxy.tld', HTTPS_PROXY: 'https://secure.proxy.tld' },
      'https://secure.tld/',
      'https://secure.proxy.tld:443',
    ],
    [{ HTTP_PROXY: 'http.proxy.tld' }, 'https://secure.tld/', null],
    [{ HTTP_PROXY: 'http.proxy.tld' }, 'ftp://insecure.tld/', null],
    [
      { HTTP_PROXY: 'http://10.1.2.3:8080', REQUEST_METHOD: 'PUT' },
      undefined,
      'refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy',
    ],
    [
      { HTTPS_PROXY: 'https://secure.proxy.tld', REQUEST_METHOD: 'PUT' },
      'https://secure.tld/',
      'https://secure.proxy.tld:443',
    ],
    [{}, undefined, null],
    [{ NO_PROXY: 'example.com', HTTP_PROXY: 'proxy' }, 'http://example.com/', null],
    [{ NO_PROXY: '.example.com', HTTP_PROXY: 'proxy' }, 'http://example.com/', 'http://proxy:80'],
    [{ NO_PROXY: 'ample.com', HTTP_PROXY: 'proxy' }, 'http://example.com/', 'http://proxy:80'],
    [{ NO_PROXY: 'example.com', HTTP_PROXY: 'proxy' }, 'http://foo.example.com/', null],
    [{ NO_PROXY: '.foo.com', HTTP_PROXY: 'proxy' }, 'http://example.com/', 'http://proxy:80'],
    [{ NO_PROXY: '.示例.com', HTTP_PROXY: 'proxy' }, 'http://www.示例.com', null],
    [{ NO_PROXY: 'xn--fsq092h.com', HTTP_PROXY: 'proxy' }, 'http://www.示例.com', null],
    [{ NO_PROXY: '示例.com', HTTP_PROXY: 'proxy' }, 'http://www.xn--fsq092h.com', null],
    [{ NO_PROXY: 'example.com', HTTP_PROXY: 'proxy' }, 'http://[1000::%25.example.com]:123', 'http://proxy:80'],
  ] as const)('%j asked for %s', (environment, url, expected) => {
    expect(through(environment, url)).toBe(expected);
  });

  test('lower-case variables count where the upper-case ones are missing or empty', () => {
    expect(through({ http_proxy: 'lower:1', HTTP_PROXY: '' })).toBe('http://lower:1');
    expect(through({ http_proxy: 'lower:1', HTTP_PROXY: 'upper:2' })).toBe('http://upper:2');
  });

  test('a value that is no address at all is ignored', () => {
    expect(through({ HTTP_PROXY: 'http://[::1' })).toBeNull();
  });

  test('a registry on another port than the exempted one still goes through the proxy', () => {
    const environment = { HTTPS_PROXY: 'p:3128', HTTP_PROXY: 'p:3128', NO_PROXY: 'reg.test:443' };
    expect(through(environment, 'https://reg.test/v2/')).toBeNull();
    expect(through(environment, 'http://reg.test/v2/')).toBe('http://p:3128');
  });

  test('a name is not looked up for a network in NO_PROXY', () => {
    const environment = { HTTPS_PROXY: 'p:3128', NO_PROXY: '10.0.0.0/8' };
    expect(through(environment, 'https://reg.svc/v2/')).toBe('http://p:3128');
    expect(through(environment, 'https://10.1.2.3/v2/')).toBeNull();
  });
});

// golang.org/x/net http/httpproxy/proxy_test.go: UseProxyTests, TestInvalidNoProxy, TestAllNoProxy; port 80.
describe('NO_PROXY', () => {
  const list =
    'foobar.com, .barbaz.net, *.wildcard.io, 192.168.1.1, 192.168.1.2:81, 192.168.1.3:80, 10.0.0.0/30, 2001:db8::52:0:1, [2001:db8::52:0:2]:443, [2001:db8::52:0:3]:80, 2002:db8:a::45/64';
  const rows = [
    ['localhost', false],
    ['127.0.0.1', false],
    ['127.0.0.2', false],
    ['::1', false],
    ['::2', true],
    ['192.168.1.1', false],
    ['192.168.1.2', true],
    ['192.168.1.3', false],
    ['192.168.1.4', true],
    ['10.0.0.2', false],
    ['2001:db8::52:0:1', false],
    ['2001:db8::52:0:2', true],
    ['2001:db8::52:0:3', false],
    ['2002:db8:a::123', false],
    ['fe80::424b:c8be:1643:a1b6', true],
    ['barbaz.net', true],
    ['www.barbaz.net', false],
    ['foobar.com', false],
    ['www.foobar.com', false],
    ['foofoobar.com', true],
    ['baz.com', true],
    ['localhost.net', true],
    ['local.localhost', true],
    ['barbarbaz.net', true],
    ['wildcard.io', true],
    ['nested.wildcard.io', false],
    ['awildcard.io', true],
  ] as const;

  test.each(rows)('%s through a proxy: %s', (host, expected) => {
    expect(usesProxy(proxyPolicy({ NO_PROXY: list }).exempt, host, '80')).toBe(expected);
  });

  test.each(rows)('nothing goes through one with *: %s', (host) => {
    expect(usesProxy(proxyPolicy({ NO_PROXY: 'x, *' }).exempt, host, '80')).toBe(false);
  });

  test('a port alone is ignored', () => {
    expect(usesProxy(proxyPolicy({ NO_PROXY: ':1' }).exempt, 'example.com', '80')).toBe(true);
  });
});

test('a password in the proxy URL has a name in the policy and is nowhere else in it', () => {
  const environment = { HTTPS_PROXY: 'http://me:s3%40cret@proxy.test:3128' };
  const policy = proxyPolicy(environment);
  expect(policy.https).toMatchObject({ host: 'proxy.test', port: 3128, credential: 'environment:HTTPS_PROXY' });
  expect(JSON.stringify(policy)).not.toContain('s3');
  expect(proxyCredential(environment, 'environment:HTTPS_PROXY')).toEqual({
    username: 'me',
    password: 's3@cret',
    token: null,
  });
  expect(proxyCredential(environment, 'environment:HOME')).toBeNull();
});
