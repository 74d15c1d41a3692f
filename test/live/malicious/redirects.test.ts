import { afterAll, beforeAll, describe, test } from 'vitest';
import { answering, challenging, goodImage, http, redirecting } from './support/answers.js';
import { type Attack, type Places, withstand } from './support/attack.js';
import { type Ground, makeGround } from './support/ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await makeGround();
}, 60_000);
afterAll(() => ground.clear());

/** The manifest is redirected to a place made of the port that must not be connected to. */
function to(location: (places: Places) => string, status = 307): Pick<Attack, 'registry'> {
  return { registry: (places) => http(redirecting(location(places), status)) };
}

const NEAR: readonly [form: string, host: string, said: RegExp][] = [
  [
    'the loopback',
    '127.0.0.1',
    /registry\.test:\d+ sends clients there, but 127\.0\.0\.1 is an address of this machine itself/,
  ],
  ['another loopback address', '127.1.2.3', /127\.1\.2\.3 is an address of this machine itself/],
  ['the loopback in decimal', '2130706433', /127\.0\.0\.1 is an address of this machine itself/],
  ['the loopback in octal', '0177.0.0.01', /127\.0\.0\.1 is an address of this machine itself/],
  ['the loopback in hexadecimal', '0x7f.1', /127\.0\.0\.1 is an address of this machine itself/],
  ['the loopback of IPv6', '[::1]', /::1 is an address of this machine itself/],
  ['the loopback mapped into IPv6', '[::ffff:127.0.0.1]', /::ffff:7f00:1 is an address of this machine itself/],
  ['the loopback behind NAT64', '[64:ff9b::127.0.0.1]', /64:ff9b::7f00:1 is an address of this machine itself/],
  ['localhost', 'localhost', /localhost is 127\.0\.0\.1, which is an address of this machine itself/],
  ['a name that has the loopback as its address', 'near.test', /near\.test is 127\.0\.0\.1, which/],
  ['0.0.0.0', '0.0.0.0', /0\.0\.0\.0 is no address of another machine/],
  ['[::]', '[::]', /:: is no address of another machine/],
  ['the metadata service', '169.254.169.254', /169\.254\.169\.254 is a metadata service of a cloud/],
  [
    'the metadata service by a name',
    'metadata.test',
    /metadata\.test is 169\.254\.169\.254, which is a metadata service/,
  ],
  ['the metadata service mapped into IPv6', '[::ffff:169.254.169.254]', /is a metadata service of a cloud/],
  ['the metadata service in decimal', '2852039166', /169\.254\.169\.254 is a metadata service/],
  ['the metadata service of IPv6', '[fd00:ec2::254]', /fd00:ec2::254 is a metadata service/],
  ['a link-local address', '169.254.7.7', /169\.254\.7\.7 is a link-local address/],
  ['a link-local address of IPv6', '[fe80::1]', /fe80::1 is a link-local address/],
];

describe('a registry elsewhere redirects', () => {
  test.each(NEAR)('to %s (%s): not followed, and no verdict follows', async (name, host, said) => {
    const where = ({ forbiddenPort }: Places) => `http://${host}:${forbiddenPort}/latest/meta-data/`;
    await withstand(ground, { name, ...to(where), by: 'check', exit: 3, said, unsaid: /is to blame/ });
  });

  const others: readonly Attack[] = [
    {
      name: 'to another host that redirects to the loopback',
      ...to(({ other }) => `https://${other}/hop`),
      other: ({ forbiddenPort }) => http(answering(302, { location: `http://127.0.0.1:${forbiddenPort}/` })),
      by: 'check',
      exit: 3,
      said: /127\.0\.0\.1 is an address of this machine itself/,
    },
    {
      name: 'its token realm to the metadata service',
      registry: ({ other }) => http(challenging(`Bearer realm="https://${other}/token",service="s"`)),
      other: () => http(answering(302, { location: 'http://169.254.169.254/latest/' })),
      by: 'check',
      exit: 3,
      otherIsTold: true,
      said: /token at http:\/\/169\.254\.169\.254\/latest\/: other\.test:\d+ sends clients there, but/,
    },
    {
      name: 'the start of an upload to another host, which is not posted to',
      registry: ({ other }) =>
        http(challenging('Basic realm="here"', answering(307, { location: `https://${other}/u/` }))),
      operation: 'push',
      by: 'check',
      exit: 3,
      said: /the client would repeat its POST there, and regdoctor sends what may change something to no other host/,
    },
  ];
  test.each(others)('$name', (attack) => withstand(ground, attack));
});

describe('a registry redirects', () => {
  const attacks: readonly Attack[] = [
    {
      name: 'to itself for ever',
      registry: ({ registry }) => http(redirecting(`https://${registry}/v2/again`)),
      by: 'cli',
      exit: 1,
      said: /redirects GET .*for ever/,
    },
    {
      name: 'through fifty steps',
      registry: () => {
        let step = 0;
        return http(
          challenging('Basic realm="here"', (request, response) => {
            step += 1;
            answering(step % 51 === 50 ? 200 : 302, { location: `/v2/step/${step}` })(request, response);
          }),
        );
      },
      by: 'check',
      exit: 1,
      said: /stopped after 10 redirects/,
    },
    {
      name: 'to another host and back',
      registry: ({ other }) => http(redirecting(`https://${other}/there`)),
      other: ({ registry }) => http(answering(302, { location: `https://${registry}/v2/back` })),
      by: 'check',
      exit: 3,
      said: /redirects lead away from this origin and back to it/,
      unsaid: /wants a login/,
    },
    {
      name: 'to another host, which gets no credential',
      ...to(({ other }) => `https://${other}/manifest`),
      other: () => http(answering(401, { 'www-authenticate': 'Basic realm="give it here"' })),
      by: 'cli',
      exit: 1,
      said: /401/,
    },
    {
      name: 'to a name below its own, to which the client would carry its credential',
      registry: ({ other }) => http(redirecting(`https://below.registry.test:${other.split(':')[1]}/manifest`)),
      other: () => http(answering(401, { 'www-authenticate': 'Basic realm="give it here"' })),
      by: 'check',
      exit: 3,
      said: /to which the client would carry its credential and regdoctor never does/,
    },
    {
      name: 'from https to http',
      ...to(({ plain }) => `http://${plain}/manifest`),
      other: () => http(answering(403, {})),
      by: 'cli',
      exit: 1,
      said: /http:\/\/other\.test:\d+.*403/,
    },
    {
      name: 'to an address with a password in it',
      registry: ({ other }) =>
        http(
          challenging('Basic realm="here"', (request, response) => {
            const location = `https://mallory:stolen-password@${other}${request.url}`;
            answering(307, { location })(request, response);
          }),
        ),
      other: () => http(goodImage),
      by: 'cli',
      exit: 0,
      said: /.*/,
      unsaid: /stolen-password/,
    },
    {
      name: 'to an address of a megabyte',
      registry: ({ other }) => http(redirecting(`https://${other}/${'a'.repeat(1_000_000)}`)),
      by: 'cli',
      exit: 3,
      said: /that address has 1000\d{3} characters, and regdoctor asks none of over 8192/,
    },
    ...['file:///etc/passwd', 'javascript:alert(1)', 'ftp://other.test/', 'gopher://127.0.0.1:70/'].map(
      (location): Attack => ({
        name: `to ${location}`,
        registry: () => http(redirecting(location)),
        by: 'check',
        exit: 1,
        said: /to an address that is no http\(s\) URL/,
      }),
    ),
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});

describe('a registry on the loopback redirects', () => {
  test('to the loopback: followed as the client follows it', async () => {
    await withstand(ground, {
      name: 'near to near',
      ...to(({ plain }) => `http://127.0.0.1:${plain.split(':')[1]}/manifest`),
      other: () => http(answering(418, {})),
      by: 'cli',
      exit: 1,
      said: /418/,
    });
  });

  test('to the metadata service: not followed', async () => {
    await withstand(ground, {
      name: 'near to metadata',
      ...to(() => 'http://169.254.169.254/latest/meta-data/iam/'),
      by: 'cli',
      exit: 3,
      said: /169\.254\.169\.254 is a metadata service of a cloud/,
    });
  });
});
