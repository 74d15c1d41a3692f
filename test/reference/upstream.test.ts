import { describe, expect, test } from 'vitest';
import { parseReference } from '../../src/reference/parse.js';

/** 64 hexadecimal digits that are no image of anybody's. */
const HEX = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'.repeat(2);
const SHA = `sha256:${HEX}`;
/** A repository of exactly 255 characters. */
const LONGEST = `${'p/'.repeat(127)}p`;

/** `registry repository :tag @digest` as normalised, `latest` only where it was written; the wrong part where it is refused. */
function seen(input: string): string {
  const result = parseReference(input);
  if (!result.ok) return `! ${result.error.part}`;
  const { registry, repository, tag, digest, defaultTag } = result.reference;
  return [
    registry,
    repository,
    ...(tag === null || defaultTag ? [] : [`:${tag}`]),
    ...(digest === null ? [] : [`@${digest}`]),
  ].join(' ');
}

const HUB = 'docker.io library/';

// distribution/reference reference_test.go: TestReferenceParse, 49 rows. That parser doesn't normalise; what clients make of each is told here.
describe('the table of TestReferenceParse', () => {
  test.each([
    ['snake_name', `${HUB}snake_name`],
    ['dotted.name:tag', `${HUB}dotted.name :tag`],
    ['dotted.name:5000', `${HUB}dotted.name :5000`],
    ['dotted.test/app:tag', 'dotted.test app :tag'],
    ['host:5000/app', 'host:5000 app'],
    ['host:5000/app:tag', 'host:5000 app :tag'],
    [`host:5000/app@${SHA}`, `host:5000 app @${SHA}`],
    [`host:5000/app:tag@${SHA}`, `host:5000 app :tag @${SHA}`],
    ['host:5001/app', 'host:5001 app'],
    ['', '! empty'],
    [':onlytag', '! repository'],
    [`@${SHA}`, '! repository'],
    [`app@sha256:${HEX.slice(0, 34)}`, '! digest'],
    [`app@whatever:${HEX}`, '! digest'],
    // Upstream's test binary lacks SHA-512; every client has it.
    [`app@sha512:${HEX}${HEX}`, `${HUB}app @sha512:${HEX}${HEX}`],
    ['Capital:tag', '! repository'],
    ['host:5000/Capital/small:tag', '! repository'],
    ['small:Capital', `${HUB}small :Capital`],
    [`domain.test/${'n'.repeat(256)}:tag`, '! length'],
    [`${LONGEST.slice(0, 247)}:tag-beyond-all-limits`, `docker.io ${LONGEST.slice(0, 247)} :tag-beyond-all-limits`],
    ['a/odd$$^/a', '! repository'],
    ['deep-1.example.test/one/two/three', 'deep-1.example.test one/two/three'],
    ['deep-1.example.test/one/two/three:a-long-tag', 'deep-1.example.test one/two/three :a-long-tag'],
    ['r.example.test/x.example.test/app:x.example.test', 'r.example.test x.example.test/app :x.example.test'],
    ['xn--4ca.test/app:xn--4ca.test', 'xn--4ca.test app :xn--4ca.test'],
    [`xn--ls8h.test/app:xn--ls8h.test@${SHA}`, `xn--ls8h.test app :xn--ls8h.test @${SHA}`],
    ['snake_name.test:8080', `${HUB}snake_name.test :8080`],
    ['team/snake_name.test:8080', 'docker.io team/snake_name.test :8080'],
    ['10.9.8.7', `${HUB}10.9.8.7`],
    ['10.9.8.7:tag', `${HUB}10.9.8.7 :tag`],
    ['10.9.8.7:5000', `${HUB}10.9.8.7 :5000`],
    ['10.9.8.7/app', '10.9.8.7 app'],
    ['10.9.8.7:5000/app', '10.9.8.7:5000 app'],
    ['10.9.8.7:5000/app:5050', '10.9.8.7:5000 app :5050'],
    ['[2001:db8::9]', '! repository'],
    ['[2001:db8::9]:5000', '! repository'],
    ['[2001:db8::9]:tag', '! repository'],
    ['[2001:db8::9]/app', '[2001:db8::9] app'],
    ['[2001:db8:9:8:7:6:5:4]/app:tag', '[2001:db8:9:8:7:6:5:4] app :tag'],
    ['[2001:db8::9]:5000/app', '[2001:db8::9]:5000 app'],
    ['[2001:db8::9]:5000/app:tag', '[2001:db8::9]:5000 app :tag'],
    [`[2001:db8::9]:5000/app@${SHA}`, `[2001:db8::9]:5000 app @${SHA}`],
    [`[2001:db8::9]:5000/app:tag@${SHA}`, `[2001:db8::9]:5000 app :tag @${SHA}`],
    ['[2001:db8::]:5000/app', '[2001:db8::]:5000 app'],
    ['[::1]:5000/app', '[::1]:5000 app'],
    ['[fe80::9%eth1]:5000/app', '! registry'],
    ['[fe80::9%@zone]:5000/app', '! repository'],
    [`example.test/${'n'.repeat(255)}:tag`, `example.test ${'n'.repeat(255)} :tag`],
    [`example.test/${LONGEST}`, `example.test ${LONGEST}`],
  ])('%s', (input, expected) => {
    expect(seen(input)).toBe(expected);
  });
});

// distribution/reference normalize_test.go: TestValidateReferenceName, 27 valid and 14 invalid names; TestValidateRemoteName, 7 and 13.
describe('names that are taken, and names that are not', () => {
  test.each([
    'team/app',
    'library/alpine',
    'alpine',
    'localhost/library/alpine',
    'localhost/alpine',
    'UPPERHOST/library/alpine',
    'UPPERHOST/alpine',
    'docker.io/team/app',
    'docker.io/library/alpine',
    'docker.io/alpine',
    'index.docker.io/team/app',
    'index.docker.io/library/alpine',
    'index.docker.io/alpine',
    '127.0.0.1:5000/team/app',
    '127.0.0.1:5000/library/alpine',
    '127.0.0.1:5000/alpine',
    '192.0.2.1',
    '192.0.2.1:80',
    '192.0.2.1:8/alpine',
    '192.0.2.2:25000/alpine',
    `z${HEX.slice(1)}`,
    '[fd00::9]:5000/app',
    '[fd00::9]:5000/team/app',
    '[fd00:1:2:3:4:5:6:9]:5000/library/alpine',
    `docker.io/${HEX}`,
    'Team/app',
    'TEAM/app',
    'team-rules/app',
    'team---rules/app',
    'tea/app',
    't/app',
    'team/a',
    'te__am/app',
  ])('taken: %s', (input) => {
    expect(seen(input)).not.toMatch(/^!/);
  });

  test.each([
    ['https://example.test/team/app', 'scheme'],
    ['team/App', 'repository'],
    ['-team', 'repository'],
    ['-team/app', 'repository'],
    ['-docker.io/team/app', 'registry'],
    ['team///app', 'repository'],
    ['docker.io/team/App', 'repository'],
    ['docker.io/team///app', 'repository'],
    ['[fd00::9]', 'repository'],
    ['[fd00::9]:5000', 'repository'],
    ['fd00::9:5000/alpine', 'registry'],
    ['[fe80::9%eth1]:5000/alpine', 'registry'],
    ['[2001:db8:3:4::192.0.2.99]:5000/alpine', 'registry'],
    [HEX, 'repository'],
    ['team-/app', 'repository'],
    ['-team-/app', 'repository'],
    ['____/____', 'repository'],
    ['_team/_app', 'repository'],
    ['te..am/app', 'registry'],
    ['te_.am/app', 'registry'],
    ['te-.am/app', 'registry'],
    ['team/', 'repository'],
    [`${'over_the_limit_'.repeat(18)}x/app`, 'length'],
  ])('refused: %s', (input, part) => {
    expect(seen(input)).toBe(`! ${part}`);
  });
});

// distribution/reference normalize_test.go: TestParseRepositoryInfo, 20 rows, each under all the names it goes by.
describe('one repository under all its names', () => {
  test.each([
    ['localhost one', ['localhost/one']],
    ['localhost one/two', ['localhost/one/two']],
    ['UPPERHOST one', ['UPPERHOST/one']],
    ['UPPERHOST one/two', ['UPPERHOST/one/two']],
    ['docker.io one/two', ['one/two', 'docker.io/one/two', 'index.docker.io/one/two']],
    ['docker.io library/alpine', ['alpine', 'docker.io/library/alpine', 'library/alpine']],
    ['docker.io notlibrary/alpine', ['notlibrary/alpine', 'docker.io/notlibrary/alpine']],
    ['docker.io some/library', ['some/library', 'docker.io/some/library']],
    ['127.0.0.1:8000 own/base', ['127.0.0.1:8000/own/base']],
    ['127.0.0.1:8000 ownbase', ['127.0.0.1:8000/ownbase']],
    ['example.test own/base', ['example.test/own/base']],
    ['example.test ownbase', ['example.test/ownbase']],
    ['example.test:8000 own/base', ['example.test:8000/own/base']],
    ['example.test:8000 ownbase', ['example.test:8000/ownbase']],
    [
      'docker.io library/alpine-3.20-base',
      ['alpine-3.20-base', 'docker.io/library/alpine-3.20-base', 'index.docker.io/library/alpine-3.20-base'],
    ],
    ['docker.io library/one', ['one', 'docker.io/library/one', 'docker.io/one']],
    ['docker.io library/one/two', ['library/one/two', 'docker.io/library/one/two']],
    ['docker.io shop/one/two', ['shop/one/two', 'docker.io/shop/one/two']],
    ['One two', ['One/two']],
    ['ONE two', ['ONE/two']],
  ])('%s', (expected, inputs) => {
    expect(inputs.map(seen)).toEqual(inputs.map(() => expected));
  });
});

// distribution/reference normalize_test.go: TestParseAnyReference, 14 rows. A bare digest is an image ID there; no client can pull one.
describe('the table of TestParseAnyReference', () => {
  test.each([
    ['redis', `${HUB}redis`],
    ['redis:latest', `${HUB}redis :latest`],
    ['docker.io/library/redis:latest', `${HUB}redis :latest`],
    [`redis@${SHA}`, `${HUB}redis @${SHA}`],
    [`docker.io/library/redis@${SHA}`, `${HUB}redis @${SHA}`],
    ['team/redis', 'docker.io team/redis'],
    ['team/redis:latest', 'docker.io team/redis :latest'],
    ['docker.io/team/redis:latest', 'docker.io team/redis :latest'],
    [`team/redis@${SHA}`, `docker.io team/redis @${SHA}`],
    [`docker.io/team/redis@${SHA}`, `docker.io team/redis @${SHA}`],
    [HEX, '! repository'],
    [SHA, `${HUB}sha256 :${HEX}`],
    [HEX.slice(1), `${HUB}${HEX.slice(1)}`],
    [HEX.slice(0, 5), `${HUB}${HEX.slice(0, 5)}`],
  ])('%s', (input, expected) => {
    expect(seen(input)).toBe(expected);
  });
});

// distribution/reference normalize_test.go: TestNormalizedSplitHostname, 11 rows.
describe('where the registry ends', () => {
  test.each([
    ['host.test/app', 'host.test app'],
    ['host_test/app', 'docker.io host_test/app'],
    ['team/migrator', 'docker.io team/migrator'],
    ['host.test:8080/app', 'host.test:8080 app'],
    ['host-test:8080/app', 'host-test:8080 app'],
    ['app', `${HUB}app`],
    ['xn--4ca.test/app', 'xn--4ca.test app'],
    ['xn--4ca.test:18080/app', 'xn--4ca.test:18080 app'],
    ['docker.io/app', `${HUB}app`],
    ['docker.io/library/app', `${HUB}app`],
    ['docker.io/library/app/more', `${HUB}app/more`],
  ])('%s', (input, expected) => {
    expect(seen(input)).toBe(expected);
  });
});

// distribution/reference normalize_test.go: TestParseDockerRef, 11 rows: what is asked for in the end, `latest` filled in, a tag beside a digest dropped.
describe('what is asked for', () => {
  function asked(input: string): string {
    const result = parseReference(input);
    if (!result.ok) return result.error.message;
    const { registry, repository, tag, digest } = result.reference;
    return `${registry}/${repository}${digest === null ? `:${tag ?? ''}` : `@${digest}`}`;
  }
  test.each([
    ['tools', 'docker.io/library/tools:latest'],
    ['tools:latest', 'docker.io/library/tools:latest'],
    [`tools@${SHA}`, `docker.io/library/tools@${SHA}`],
    ['library/tools', 'docker.io/library/tools:latest'],
    ['docker.io/tools', 'docker.io/library/tools:latest'],
    ['docker.io/library/tools', 'docker.io/library/tools:latest'],
    ['docker.io/tools:latest', 'docker.io/library/tools:latest'],
    ['library/tools:latest', 'docker.io/library/tools:latest'],
    ['docker.io/library/tools:latest', 'docker.io/library/tools:latest'],
    ['reg.test/library/tools', 'reg.test/library/tools:latest'],
    [`reg.test/library/tools:latest@${SHA}`, `reg.test/library/tools@${SHA}`],
  ])('%s', (input, expected) => {
    expect(asked(input)).toBe(expected);
  });
});

// distribution/reference regexp_test.go: TestDomainRegexp, 30 rows. Ports beyond 65535 and addresses that are none pass its expression and fail later; here at once.
describe('registries', () => {
  test.each([
    ['host.test', true],
    ['host.test:10304', true],
    ['host.test:http', false],
    ['localhost', true],
    ['localhost:8080', true],
    ['a:1', true],
    ['a.b', true],
    ['ab.cd.test', true],
    ['a-b.test', true],
    ['-ab.test', false],
    ['ab-.test', false],
    ['ab.t-est', true],
    ['ab.-test', false],
    ['ab.test-', false],
    ['0202.test', true],
    ['002b.test', true],
    ['b.host.test:443', true],
    ['b.host.test', true],
    ['xn--4ca.test', true],
    ['Host.test', true],
    ['10.9.8.7:65050', true],
    ['10.9.8.7:750050', false],
    ['[fd00:1:2::9]:65050', true],
    ['[fd00:1:2::9]65050', false],
    ['[fd00:1:2::9]::65050', false],
    ['[fd00:1:2::9%eth1]:65050', false],
    ['[fd00999999999]:65050', false],
    ['[2001:0db8:85a3:0000:0000:8a2e:0370:9999]:65050', true],
    ['[2001:0db8:85a3:0000:0000:8a2e:0370:9999]:650505', false],
    ['fd00:1:2::9:65050', false],
  ])('%s: %s', (registry, isOne) => {
    expect(seen(`${registry}/app`)).toEqual(isOne ? `${registry} app` : expect.stringMatching(/^! (?:registry|port)$/));
  });
});

// distribution/reference regexp_test.go: TestFullNameRegexp, 63 rows: names without tag or digest, as its expression takes them.
describe('whole names', () => {
  const NONE = expect.stringMatching(/^!/);
  test.each([
    ['', NONE],
    ['brief', `${HUB}brief`],
    ['plain/name', 'docker.io plain/name'],
    ['library/alpine', `${HUB}alpine`],
    ['team/person/app', 'docker.io team/person/app'],
    ['aa/aa/aa/aa/aa/aa/aa/aa/aa/cc/cc/cc/cc/cc/cc', 'docker.io aa/aa/aa/aa/aa/aa/aa/aa/aa/cc/cc/cc/cc/cc/cc'],
    ['aa/aa/cc/cc/cc', 'docker.io aa/aa/cc/cc/cc'],
    ['b/b/b/b', 'docker.io b/b/b/b'],
    ['b/b/b/b/', NONE],
    ['b//b/b', NONE],
    ['b', `${HUB}b`],
    ['b/bb', 'docker.io b/bb'],
    ['b/bb/b', 'docker.io b/bb/b'],
    ['host.test', `${HUB}host.test`],
    ['host.test/', NONE],
    ['host.test:8080/app', 'host.test:8080 app'],
    ['host.test:http/app', NONE],
    ['host.test/app', 'host.test app'],
    ['host.test/app/more', 'host.test app/more'],
    ['localhost:8080/app', 'localhost:8080 app'],
    ['deep-1.host.test/one/two/three', 'deep-1.host.test one/two/three'],
    ['news.host.test/one/two', 'news.host.test one/two'],
    ['b^b', NONE],
    ['aa/odd$$^/aa', NONE],
    ['odd$$^/aa', NONE],
    ['bb-b/b', 'docker.io bb-b/b'],
    [`host.test/${LONGEST}`, `host.test ${LONGEST}`],
    ['b-/b/b/b', NONE],
    ['host.test/b-/b/b', NONE],
    ['-one/two', NONE],
    ['one/two-', NONE],
    ['one-/two', NONE],
    ['one/-two', NONE],
    ['_one/two', NONE],
    ['one_two', `${HUB}one_two`],
    ['one_two.test', `${HUB}one_two.test`],
    // With a colon it is no whole name, but a name with a tag.
    ['one_two.test:8080', `${HUB}one_two.test :8080`],
    ['one_two.test:8080/app', NONE],
    ['host.test/one_two', 'host.test one_two'],
    ['_____/_____', NONE],
    ['_one/_two', NONE],
    ['one_/two_', NONE],
    ['r.host.test/x.host.test/my-app', 'r.host.test x.host.test/my-app'],
    ['xn--4ca.test/app', 'xn--4ca.test app'],
    ['xn--ls8h.test/app', 'xn--ls8h.test app'],
    ['host.test/xn--ls8h.test/app', 'host.test xn--ls8h.test/app'],
    ['host.test/one_two__three/app', 'host.test one_two__three/app'],
    ['host.test/__one/app', NONE],
    ['host.test/..one/app', NONE],
    ['host.test/.one/app', NONE],
    ['host.test/one..two/app', NONE],
    ['host.test/one/two..three', NONE],
    ['host./app', NONE],
    ['.host/app', NONE],
    ['host-/app', NONE],
    ['-host/app', NONE],
    ['ho..st/app', NONE],
    ['ho__st:8080/app', NONE],
    ['ho__st/app', 'docker.io ho__st/app'],
    ['s.host.test/y.host.test/my-app', 's.host.test y.host.test/my-app'],
    [
      'host.test/one/two--three.four--five.six---seven--eight',
      'host.test one/two--three.four--five.six---seven--eight',
    ],
    ['Host.test/one/two', 'Host.test one/two'],
    ['One/TwO', NONE],
  ])('%s', (input, expected) => {
    expect(seen(input)).toEqual(expected);
  });
});

// distribution/reference regexp_test.go: TestReferenceRegexp, 12 rows.
describe('names with tag and digest', () => {
  test.each([
    ['host.test:8080/app:tag', 'host.test:8080 app :tag'],
    [`host.test:8080/app@${SHA}`, `host.test:8080 app @${SHA}`],
    [`host.test:8080/app:tag2@${SHA}`, `host.test:8080 app :tag2 @${SHA}`],
    ['host.test:8080/app@sha256:bad0bad0bad0', '! digest'],
    ['host.test:8080/app:odd~tag', '! tag'],
    ['odd_host.test:8080/app:tag', '! registry'],
    [`localhost:8080@${SHA}`, `${HUB}localhost :8080 @${SHA}`],
    [`localhost:8080/name@${SHA}`, `localhost:8080 name @${SHA}`],
    [`localhost:http/name@${SHA}`, '! port'],
    [`localhost@${SHA}`, `${HUB}localhost @${SHA}`],
    ['host.test:8080/app@bad', '! digest'],
    ['host.test:8080/app@2bad', '! digest'],
  ])('%s', (input, expected) => {
    expect(seen(input)).toBe(expected);
  });
});
