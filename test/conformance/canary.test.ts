import { randomBytes } from 'node:crypto';
import { describe, expect, inject, test } from 'vitest';
import { everythingWritten, placesOf, type Written } from './harness/all-forms.js';
import { AUTH_PATH, authFile, IMAGE, insecure, NAME, registriesConf, trustRoot, withNames } from './harness/ground.js';
import { quietly } from './harness/measure.js';
import { type RecordingServer, registryBehind, startRecordingServer } from './harness/recording-server.js';
import { readReport } from './harness/report-checks.js';
import { answer } from './rig/faults.js';
import { withCase } from './rig/fixture.js';
import { ADDRESS } from './rig/network.js';
import { startProxy } from './rig/proxy.js';
import { regdoctor } from './rig/regdoctor.js';
import type { Rig } from './rig/rig.js';

const CANARY = `canary-${randomBytes(8).toString('hex')}`;
const LOGIN = `alice:${CANARY}`;
/** A token that nobody here has ever sent. */
const JWT = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(`{"sub":"${CANARY}"}`).toString('base64url')}.c2lnbmF0dXJl`;
const REFERENCE = `${NAME}/${IMAGE}`;
const HTTP_REFERENCE = `${NAME}:5000/${IMAGE}`;
const BASIC = 'Basic realm="rig"';
const { missing } = inject('conformance');

/** The password in the forms in which it travels: plain, and inside base64 whatever stands before it. */
const FORMS = [CANARY, Buffer.from(LOGIN).toString('base64').slice(0, -2)];
const holdsCanary = (text: string) => FORMS.some((form) => text.includes(form));
const told = (server: RecordingServer) => server.heads.some(holdsCanary);

/** Nothing that was written, in any form, holds the password. */
function expectNoCanary(written: readonly Written[]): void {
  expect(written.length, 'every form wrote something').toBeGreaterThan(3);
  expect(placesOf(CANARY, written)).toEqual([]);
}

/** A registry behind `challenge`, HTTPS on 443 unless told otherwise, and what it was told. */
async function registry(rig: Rig, challenge = BASIC, plain = false, manifest?: Parameters<typeof registryBehind>[1]) {
  await withNames(rig);
  await trustRoot(rig);
  const place = plain
    ? { address: ADDRESS.registry, port: 5000 }
    : { address: ADDRESS.registry, port: 443, certificate: await rig.pki.leaf({ names: [NAME] }) };
  return startRecordingServer(rig, place, registryBehind(challenge, manifest));
}

describe.skipIf(missing.length > 0)('a password is in nothing that regdoctor writes', { concurrent: true }, () => {
  test.each([
    ['--creds', ['--creds', LOGIN], {}],
    ['REGDOCTOR_CREDS', [], { REGDOCTOR_CREDS: LOGIN }],
  ])('given by %s', async (name, flags, env) => {
    await withCase(name, registry, async (rig, server) => {
      const written = await everythingWritten(rig, REFERENCE, { flags, env });
      expect(told(server), 'the registry was told the password').toBe(true);
      expectNoCanary(written);
    });
  });

  test('stored in an auth file, accepted', async () => {
    const build = async (rig: Rig) => {
      await rig.host.writeFile(AUTH_PATH, authFile(NAME, LOGIN), 0o600);
      return registry(rig);
    };
    await withCase('auth file', build, async (rig, server) => {
      const written = await everythingWritten(rig, REFERENCE, { all: true });
      expect(told(server), 'the registry was told the password').toBe(true);
      expectNoCanary(written);
    });
  });

  test('stored in an auth file, and the server says it back in all it can', async () => {
    const build = async (rig: Rig) => {
      await rig.host.writeFile(AUTH_PATH, authFile(NAME, LOGIN), 0o600);
      return registry(rig, BASIC, false, (request, response) => {
        const sent = String(request.headers.authorization);
        const login = Buffer.from(sent.replace('Basic ', ''), 'base64').toString();
        const headers = { 'content-type': 'application/json', 'x-request-id': login, warning: sent };
        const message = `${login} is not welcome, nor is ${sent}`;
        response.writeHead(403, headers).end(JSON.stringify({ errors: [{ code: 'DENIED', message, detail: login }] }));
      });
    };
    await withCase('auth file echoed', build, async (rig, server) => {
      const written = await everythingWritten(rig, REFERENCE, { all: true });
      expect(told(server), 'the registry was told the password').toBe(true);
      expect(written.map(({ text }) => text).join()).toContain('is not welcome');
      expectNoCanary(written);
    });
  });

  test('in every file that is read, in variables, and in what the server says of its own', async () => {
    const build = async (rig: Rig) => {
      await rig.host.writeFile(AUTH_PATH, authFile(NAME, LOGIN).replace('{', `{"unheard": ["${CANARY}"], `), 0o600);
      await registriesConf(
        rig,
        `# ${CANARY}\nunheard = "${CANARY}"\n[[registry]] # ${CANARY}\nlocation = "${NAME}"\nnotes = ["${CANARY}"]\n`,
      );
      await rig.host.writeFile(
        '/etc/containers/containers.conf',
        `[engine]\nenv = ["MY_SECRET=${CANARY}", "NO_PROXY=x.test"]\n[custom]\nx = { y = "${CANARY}" }\n`,
      );
      await rig.host.writeFile('/etc/containers/registries.conf.d/10-x.conf', `unheard: ${CANARY}\n${CANARY}\n`);
      const location = `https://${NAME}/v2/x?X-Amz-Signature=${CANARY}&unheard=${CANARY}#access_token=${CANARY}`;
      const challenge = `Basic realm="rig", nonce="${CANARY}"`;
      return registry(rig, challenge, false, (request, response) => {
        if (request.url?.startsWith('/v2/x') === true) return response.writeHead(500, `no ${JWT}`).end(`token=${JWT}`);
        const cookies = { 'set-cookie': `session=${CANARY}`, 'x-unheard': CANARY };
        return response.writeHead(307, { location, ...cookies }).end();
      });
    };
    await withCase('planted everywhere', build, async (rig, server) => {
      const env = { UNHEARD: CANARY, AWS_SECRET_ACCESS_KEY: CANARY, CONTAINERS_UNHEARD: CANARY };
      const written = await everythingWritten(rig, REFERENCE, { env, all: true });
      expect(told(server), 'the registry was told the password').toBe(true);
      expectNoCanary(written);
      expect(placesOf(JWT, written)).toEqual([]);
    });
  });

  test('stored under a key that does not match, so that a fix is about it', async () => {
    const build = async (rig: Rig) => {
      await rig.host.writeFile(AUTH_PATH, authFile(`${NAME}:443`, LOGIN), 0o600);
      return registry(rig);
    };
    await withCase('auth file with a near miss', build, async (rig, server) => {
      expectNoCanary(await everythingWritten(rig, REFERENCE));
      expect(told(server)).toBe(false);
    });
  });

  const whole = authFile(NAME, LOGIN);
  const inClear = `{"auths": {"${NAME}": {"username": "alice", "password": "${CANARY}"`;
  test.each([
    ['ends too early', whole.slice(0, -4)],
    ['lacks a closing quote', whole.replace('"\n', '\n')],
    ['lacks both quotes', whole.replace(/: "(.*)"\n/, ': $1\n')],
    ['has a comma too much', whole.replace('"\n', '",\n')],
    ['has the password in clear and ends too early', inClear],
    ['has the password where a key should be', `{"auths": {"${NAME}": {"${CANARY}"}}}`],
    ['holds nothing but the login', LOGIN],
    ['has the password in clear and single quotes', `${inClear}}}}`.replaceAll('"', "'")],
  ])('stored in an auth file that %s', async (name, stored) => {
    const build = async (rig: Rig) => {
      await rig.host.writeFile(AUTH_PATH, stored, 0o600);
      return registry(rig);
    };
    await withCase(`auth file that ${name}`, build, async (rig) => {
      expectNoCanary(await everythingWritten(rig, REFERENCE));
    });
  });

  test.each([200, 407])('in HTTPS_PROXY, the proxy answers %s', async (status) => {
    const build = async (rig: Rig) => {
      const names = { [NAME]: ADDRESS.registry };
      const refusal = status === 200 ? {} : { refuseWith: status };
      await startProxy(rig.listeners, { address: ADDRESS.proxy, port: 3128, names, ...refusal });
      return registry(rig);
    };
    await withCase(`proxy ${status}`, build, async (rig, server) => {
      const env = { HTTPS_PROXY: `http://${LOGIN}@proxy.test:3128` };
      expectNoCanary(await everythingWritten(rig, REFERENCE, { env }));
      expect(told(server), 'the registry was told the password of the proxy').toBe(false);
    });
  });

  test.each([
    ['reference', `${LOGIN}@${REFERENCE}`],
    ['URL', `https://${LOGIN}@${REFERENCE}`],
  ])('in the %s', async (name, reference) => {
    await withCase(name, registry, async (rig, server) => {
      const result = await regdoctor(rig, ['check', reference, '--client', 'buildah', '--json']);
      expect(result.code).toBe(2);
      expect(readReport(result).error).not.toBeNull();
      expectNoCanary(await everythingWritten(rig, reference));
      expect(server.heads).toEqual([]);
    });
  });
});

describe.skipIf(missing.length > 0)('a password goes where the client would send it and nowhere else', () => {
  const creds = ['--creds', LOGIN];
  const check = (rig: Rig, reference: string, ...flags: string[]) =>
    quietly(() => regdoctor(rig, ['check', reference, '--client', 'buildah', '--json', ...creds, ...flags]));
  const other = async (rig: Rig, address: string, name: string, handle: Parameters<typeof startRecordingServer>[2]) =>
    startRecordingServer(rig, { address, port: 443, certificate: await rig.pki.leaf({ names: [name] }) }, handle);

  test('not across a redirect to another host', async () => {
    const build = async (rig: Rig) => {
      const redirect = answer(307, '', { location: 'https://mirror.test/elsewhere' });
      const origin = await registry(rig, BASIC, false, redirect);
      return { origin, elsewhere: await other(rig, ADDRESS.second, 'mirror.test', answer(404)) };
    };
    await withCase('redirect', build, async (rig, { origin, elsewhere }) => {
      await check(rig, REFERENCE);
      expect(told(origin)).toBe(true);
      expect(elsewhere.heads).not.toEqual([]);
      expect(told(elsewhere)).toBe(false);
    });
  });

  test('not to a mirror of another host', async () => {
    const build = async (rig: Rig) => {
      const mirrored = `[[registry]]\nlocation = "${NAME}"\n\n[[registry.mirror]]\nlocation = "mirror.test"\n`;
      await registriesConf(rig, mirrored);
      const origin = await registry(rig);
      return { origin, mirror: await other(rig, ADDRESS.second, 'mirror.test', registryBehind(BASIC)) };
    };
    await withCase('mirror', build, async (rig, { origin, mirror }) => {
      await check(rig, REFERENCE);
      expect(told(origin)).toBe(true);
      expect(mirror.heads).not.toEqual([]);
      expect(told(mirror)).toBe(false);
    });
  });

  test('to the token realm alone, once', async () => {
    const build = async (rig: Rig) => {
      const origin = await registry(rig, 'Bearer realm="https://auth.test/token",service="rig"');
      const token = answer(200, '{"token":"not-a-secret"}', { 'content-type': 'application/json' });
      return { origin, realm: await other(rig, ADDRESS.auth, 'auth.test', token) };
    };
    await withCase('realm', build, async (rig, { origin, realm }) => {
      expect((await check(rig, REFERENCE)).code).toBe(0);
      expect(told(origin)).toBe(false);
      expect(realm.heads.filter(holdsCanary)).toHaveLength(1);
    });
  });

  test('not to a token realm of plain HTTP', async () => {
    const build = async (rig: Rig) => {
      await registry(rig, 'Bearer realm="http://auth.test/token",service="rig"');
      return startRecordingServer(rig, { address: ADDRESS.auth, port: 80 }, answer(200, '{"token":"not-a-secret"}'));
    };
    await withCase('plain realm', build, async (rig, realm) => {
      const result = await check(rig, REFERENCE);
      expect(result.code).toBe(3);
      expect(JSON.stringify(readReport(result).unknown)).toContain('--allow-insecure-auth');
      expect(told(realm)).toBe(false);
    });
  });

  test('not over plain HTTP: unknown after the challenge, exit 3, naming the flag', async () => {
    const build = async (rig: Rig) => {
      await registriesConf(rig, insecure(`${NAME}:5000`));
      return registry(rig, BASIC, true);
    };
    await withCase('plain HTTP', build, async (rig, server) => {
      const result = await check(rig, HTTP_REFERENCE);
      const report = readReport(result);
      expect(result.code).toBe(3);
      expect(report.verdict).toBe('unknown');
      expect(report.unknown.map(({ needed }) => needed).join()).toContain('--allow-insecure-auth');
      expect(report.clients[0]?.attempts.some(({ step, status }) => step === 'ping' && status === 401)).toBe(true);
      expect(told(server)).toBe(false);
    });
  });

  test('over plain HTTP with --allow-insecure-auth, and the report says so', async () => {
    const build = async (rig: Rig) => {
      await registriesConf(rig, insecure(`${NAME}:5000`));
      return registry(rig, BASIC, true);
    };
    await withCase('plain HTTP allowed', build, async (rig, server) => {
      const result = await check(rig, HTTP_REFERENCE, '--allow-insecure-auth');
      expect(result.code).toBe(0);
      expect(readReport(result).notes.join()).toContain('--allow-insecure-auth');
      expect(told(server)).toBe(true);
      expect(holdsCanary(result.stdout + result.stderr)).toBe(false);
    });
  });
});
