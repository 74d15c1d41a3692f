import type { FindingCode } from '../../../src/findings/codes.js';
import type { LoggingServer } from '../harness/case.js';
import { authFile, NAME } from '../harness/ground.js';
import { bearer, gated, staleToken, store } from '../harness/token-ground.js';
import { unauthorized } from '../rig/layout-registry.js';
import type { Rig } from '../rig/rig.js';

/** Clients that pull with a daemon, and answer challenges each in its own way. */
export type DaemonClient = 'docker' | 'containerd';

/** What a registry and its token server do, and what each client makes of it: the first finding, null where it pulls. */
export interface DaemonCase {
  readonly name: string;
  /** `user:password` that both clients have stored; null: none. */
  readonly login: string | null | ((rig: Rig) => Promise<string>);
  readonly build: (rig: Rig) => Promise<readonly LoggingServer[]>;
  readonly finding: Readonly<Record<DaemonClient, FindingCode | null>>;
}

const both = (finding: FindingCode | null) => ({ docker: finding, containerd: finding }) as const;
const ALICE = 'alice:secret';
const BASIC = `Basic ${Buffer.from(ALICE).toString('base64')}`;
const MINUTE_MS = 60_000;

/** Puts a login where docker and containerd's CRI look. */
export async function storeLogin(rig: Rig, login: string): Promise<void> {
  await store(rig, authFile(NAME, login), '/root/.docker/config.json');
  const [username, ...password] = login.split(':');
  const auth = { username, password: password.join(':') };
  const lines = Object.entries(auth).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  const table = `[plugins."io.containerd.grpc.v1.cri".registry.configs."${NAME}".auth]`;
  await store(rig, `version = 2\n${table}\n${lines.join('\n')}\n`, '/etc/containerd/config.toml');
}

export const DAEMON_CASES: readonly DaemonCase[] = [
  {
    name: 'an anonymous token',
    login: null,
    build: (rig) => bearer(rig, null, { anonymousPull: true }),
    finding: both(null),
  },
  { name: 'a token for an account', login: ALICE, build: (rig) => bearer(rig, null), finding: both(null) },
  {
    name: 'a token server that knows no POST',
    login: ALICE,
    build: (rig) => bearer(rig, null, { noPost: true }),
    finding: both(null),
  },
  {
    name: 'no login, where one is needed',
    login: null,
    build: (rig) => bearer(rig, null),
    finding: both('auth-missing-credentials'),
  },
  {
    name: 'a wrong password at a token server',
    login: 'alice:wrong',
    build: (rig) => bearer(rig, null),
    finding: both('auth-bad-credentials'),
  },
  {
    name: 'a good login without the right',
    login: ALICE,
    build: (rig) => bearer(rig, null, { deny: ['team/app'] }),
    finding: both('auth-denied-scope'),
  },
  {
    name: 'a password that is a token of yesterday',
    login: async (rig) => `alice:${await staleToken(rig)}`,
    build: (rig) => bearer(rig, null),
    finding: both('auth-expired-token'),
  },
  {
    name: 'a token server that is ten minutes ahead',
    login: ALICE,
    build: (rig) => bearer(rig, null, { aheadMs: 10 * MINUTE_MS }),
    finding: both('auth-clock-skew'),
  },
  {
    name: 'a token server with an unknown CA',
    login: ALICE,
    build: (rig) => bearer(rig, null, {}, { issuer: 'unknown' }),
    finding: both('auth-token-realm-unreachable'),
  },
  {
    name: '/v2/ open and manifests closed',
    login: ALICE,
    build: async (rig) => [
      await gated(rig, null, ({ url, headers }) =>
        url === '/v2/' || headers.authorization === BASIC ? null : unauthorized('Basic realm="nginx"'),
      ),
    ],
    finding: { docker: 'auth-challenge-missing', containerd: null },
  },
  {
    name: 'Basic behind Negotiate on one line',
    login: ALICE,
    build: async (rig) => [
      await gated(rig, null, ({ headers }) =>
        headers.authorization === BASIC ? null : unauthorized('Negotiate, Basic realm="rig"'),
      ),
    ],
    finding: both('auth-challenge-missing'),
  },
  {
    name: 'Basic and then Bearer, of which the second wins',
    login: ALICE,
    build: async (rig) => [
      await gated(rig, null, ({ headers }) =>
        headers.authorization === BASIC
          ? null
          : unauthorized('Basic realm="rig"', 'Bearer realm="https://nowhere.test/token",service="rig"'),
      ),
    ],
    finding: both('auth-token-realm-unreachable'),
  },
];
