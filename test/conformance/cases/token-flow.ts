import type { IncomingMessage } from 'node:http';
import type { ConformanceCase } from '../harness/case.js';
import { authFile, IMAGE, NAME } from '../harness/ground.js';
import { basic, bearer, gated, identityFile, realm, staleToken, tokenServer } from '../harness/token-ground.js';
import { answer, loginPage, registryError } from '../rig/faults.js';
import { unauthorized } from '../rig/layout-registry.js';

const reference = `${NAME}/${IMAGE}`;
const LOGIN = authFile(NAME, 'alice:secret');
const BASIC = `Basic ${Buffer.from('alice:secret').toString('base64')}`;
const MINUTE_MS = 60_000;

const fails = { reference, clients: { buildah: 'fail', skopeo: 'fail' }, fix: 'none', wire: true } as const;
const healthy = {
  reference,
  clients: { buildah: 'ok', podman: 'ok', skopeo: 'ok' },
  finding: null,
  fix: 'none',
  wire: true,
} as const;

const isPing = ({ url }: IncomingMessage) => url === '/v2/';
const isAlice = ({ headers }: IncomingMessage) => headers.authorization === BASIC;

/** Logins that work: nothing to say of any. */
export const TOKEN_HEALTHY: readonly ConformanceCase[] = [
  { ...healthy, name: 'healthy: an anonymous token', build: (rig) => bearer(rig, null, { anonymousPull: true }) },
  {
    ...healthy,
    name: 'healthy: a token that lives five seconds',
    build: (rig) => bearer(rig, LOGIN, { lifetimeS: 5 }),
  },
  {
    ...healthy,
    name: 'healthy: an identity token',
    build: (rig) => bearer(rig, identityFile(NAME, 'refresh-me'), { refreshTokens: { 'refresh-me': 'alice' } }),
  },
  {
    ...healthy,
    name: 'healthy: an anonymous token over plain HTTP',
    build: (rig) => bearer(rig, null, { anonymousPull: true }, null),
  },
  {
    ...healthy,
    name: 'healthy: clocks that differ by less than what docker-registry forgives',
    build: (rig) => bearer(rig, LOGIN, { aheadMs: 30_000 }),
  },
  {
    ...healthy,
    name: 'healthy: Negotiate, Basic and Bearer, a line each',
    build: async (rig) => {
      const lines = ['Negotiate', 'Basic realm="rig"', 'Bearer realm="https://nowhere.test/token"'];
      return [await gated(rig, LOGIN, (request) => (isAlice(request) ? null : unauthorized(...lines)))];
    },
  },
  {
    ...healthy,
    name: 'healthy: Basic and Bearer in one line, of which the first is read',
    build: async (rig) => {
      const line = 'Basic realm="rig", Bearer realm="https://nowhere.test/token"';
      return [await gated(rig, LOGIN, (request) => (isAlice(request) ? null : unauthorized(line)))];
    },
  },
];

/** What is wrong between a registry and its token server, or with what is stored for them. */
export const TOKEN_FLOW: readonly ConformanceCase[] = [
  ...TOKEN_HEALTHY,
  {
    ...fails,
    name: 'auth-denied-scope: the token is for another repository',
    finding: 'auth-denied-scope',
    build: (rig) => bearer(rig, LOGIN, { grants: [{ type: 'repository', name: 'team/other', actions: ['pull'] }] }),
  },
  {
    ...fails,
    name: 'auth-denied-scope: the token server forbids',
    finding: 'auth-denied-scope',
    build: (rig) => bearer(rig, LOGIN, { deny: ['team/app'], forbids: true }),
  },
  {
    ...fails,
    name: 'auth-denied-scope: 404, and an error of rights',
    finding: 'auth-denied-scope',
    build: async (rig) => [
      await gated(rig, LOGIN, (request) => {
        if (!isAlice(request)) return unauthorized('Basic realm="rig"');
        return isPing(request) ? null : { status: 404, body: '{"errors":[{"code":"DENIED","message":"no access"}]}' };
      }),
    ],
  },
  {
    ...fails,
    name: 'auth-denied-scope: a registry that does not believe its own token server',
    finding: 'auth-denied-scope',
    build: async (rig) => bearer(rig, LOGIN, { believed: await rig.pki.leaf({ names: ['another'], issuer: 'self' }) }),
  },
  {
    ...fails,
    name: 'auth-missing-credentials: nobody may pull without a login, says a token server with 403',
    finding: 'auth-missing-credentials',
    build: (rig) => bearer(rig, null, { forbids: true }),
  },
  {
    ...fails,
    name: 'auth-bad-credentials: a wrong password, in the words of Docker Hub',
    finding: 'auth-bad-credentials',
    build: (rig) => bearer(rig, authFile(NAME, 'alice:wrong'), { errors: 'hub' }),
  },
  {
    ...fails,
    name: 'auth-bad-credentials: an identity token that nobody knows, in the words of OAuth',
    finding: 'auth-bad-credentials',
    build: (rig) => bearer(rig, identityFile(NAME, 'forgotten'), { errors: 'oauth' }),
  },
  {
    ...fails,
    name: 'auth-expired-token: a password that is a token of yesterday',
    finding: 'auth-expired-token',
    build: async (rig) => basic(rig, authFile(NAME, `alice:${await staleToken(rig)}`)),
  },
  {
    ...fails,
    name: 'auth-expired-token: the same at a token server',
    finding: 'auth-expired-token',
    build: async (rig) => bearer(rig, authFile(NAME, `alice:${await staleToken(rig)}`)),
  },
  {
    ...fails,
    name: 'auth-expired-token: an identity token of yesterday',
    finding: 'auth-expired-token',
    build: async (rig) => bearer(rig, identityFile(NAME, await staleToken(rig)), { errors: 'text' }),
  },
  {
    ...fails,
    name: 'auth-expired-token: an opaque one, of which the registry says so',
    finding: 'auth-expired-token',
    build: async (rig) => [
      await gated(rig, authFile(NAME, 'AWS:opaque-password'), ({ headers }) =>
        headers.authorization === undefined
          ? unauthorized('Basic realm="rig"')
          : { status: 403, body: '{"errors":[{"code":"DENIED","message":"Your authorization token has expired."}]}' },
      ),
    ],
  },
  {
    ...fails,
    name: 'auth-clock-skew: the token server is ten minutes ahead',
    finding: 'auth-clock-skew',
    build: (rig) => bearer(rig, LOGIN, { aheadMs: 10 * MINUTE_MS }),
  },
  {
    ...fails,
    name: 'auth-clock-skew: the token server is ten minutes behind',
    finding: 'auth-clock-skew',
    build: (rig) => bearer(rig, null, { anonymousPull: true, aheadMs: -10 * MINUTE_MS }),
  },
  {
    ...fails,
    name: 'auth-challenge-missing: /v2/ is open, what lies below it is not',
    finding: 'auth-challenge-missing',
    build: async (rig) => [
      await gated(rig, LOGIN, (request) =>
        isPing(request) || isAlice(request) ? null : unauthorized('Basic realm="nginx"'),
      ),
    ],
  },
  {
    ...fails,
    name: 'auth-challenge-missing: 401 without a word',
    finding: 'auth-challenge-missing',
    build: async (rig) => [await gated(rig, LOGIN, (request) => (isAlice(request) ? null : unauthorized()))],
  },
  {
    ...fails,
    name: 'auth-challenge-missing: Basic behind Negotiate on one line',
    finding: 'auth-challenge-missing',
    build: async (rig) => [
      await gated(rig, LOGIN, (request) => (isAlice(request) ? null : unauthorized('Negotiate, Basic realm="rig"'))),
    ],
  },
  {
    ...fails,
    name: 'auth-token-realm-unreachable: a realm without quotation marks',
    finding: 'auth-token-realm-unreachable',
    build: async (rig) => {
      const tokens = await tokenServer(rig);
      const line = 'Bearer realm=https://auth.test/token,service="rig-registry"';
      return [await gated(rig, LOGIN, () => unauthorized(line)), tokens];
    },
  },
  {
    ...fails,
    name: 'auth-token-realm-unreachable: a space before the equals sign',
    finding: 'auth-token-realm-unreachable',
    build: async (rig) => {
      const tokens = await tokenServer(rig);
      const line = 'Bearer realm = "https://auth.test/token", service = "rig-registry"';
      return [await gated(rig, LOGIN, () => unauthorized(line)), tokens];
    },
  },
  {
    ...fails,
    name: 'auth-token-realm-unreachable: a login page',
    finding: 'auth-token-realm-unreachable',
    detail: 'captive-portal-or-html',
    build: async (rig) => {
      const challenge = unauthorized('Bearer realm="https://auth.test/token",service="rig"');
      return [await gated(rig, LOGIN, () => challenge), await realm(rig, loginPage)];
    },
  },
  {
    ...fails,
    // This family then asks for the manifest with an empty token, which no registry takes: the walk ends one request earlier.
    wire: false,
    name: 'auth-token-realm-unreachable: an answer without a token',
    finding: 'auth-token-realm-unreachable',
    build: async (rig) => {
      const challenge = unauthorized('Bearer realm="https://auth.test/token",service="rig"');
      return [await gated(rig, LOGIN, () => challenge), await realm(rig, answer(200, '{"expires_in":300}'))];
    },
  },
  {
    ...fails,
    name: 'auth-token-realm-unreachable: its own name is not in its certificate',
    finding: 'auth-token-realm-unreachable',
    detail: 'tls-name-mismatch',
    build: (rig) => bearer(rig, LOGIN, {}, { names: ['elsewhere.test'] }),
  },
  {
    ...fails,
    name: 'auth-token-realm-unreachable: it does not know its own address',
    finding: 'auth-token-realm-unreachable',
    build: async (rig) => {
      const challenge = unauthorized('Bearer realm="https://auth.test/token",service="rig"');
      const lost = registryError(404, 'NOT_FOUND', 'no such page');
      return [await gated(rig, LOGIN, () => challenge), await realm(rig, lost)];
    },
  },
];
