import type { ConformanceCase } from '../harness/case.js';
import { AUTH_PATH, authFile, httpsRegistry, IMAGE, NAME, registriesConf } from '../harness/ground.js';
import type { Rig } from '../rig/rig.js';

const reference = `${NAME}/${IMAGE}`;
const FAIL = { buildah: 'fail', skopeo: 'fail' } as const;
const OK = { buildah: 'ok', skopeo: 'ok' } as const;
const USERS = { alice: 'secret' };
/** The machine's own directory of programs, before those that it shares. */
const BIN = '/root/bin';
const environment = { PATH: `${BIN}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin` };

/** Helpers as shell scripts: each reads the server first, as real ones do. */
const HELPERS = {
  alice: `read -r server; printf '{"ServerURL":"%s","Username":"alice","Secret":"secret"}' "$server"`,
  stale: `read -r server; printf '{"ServerURL":"%s","Username":"alice","Secret":"changed"}' "$server"`,
  empty: 'read -r server; echo "credentials not found in native keychain"; exit 1',
  locked: 'read -r server; echo "keychain is locked"; exit 1',
  chatty: 'read -r server; echo "hello, who is it?"',
  hanging: 'sleep 600',
} as const;

async function withHelpers(rig: Rig): Promise<void> {
  for (const [name, script] of Object.entries(HELPERS))
    await rig.host.writeFile(`${BIN}/docker-credential-${name}`, `#!/bin/sh\n${script}\n`, 0o755);
}

/** A registry, with a login or public, and an auth file that names this helper for it. */
function helped(
  helper: string,
  users: Readonly<Record<string, string>> | null,
  more: Readonly<Record<string, unknown>> = {},
) {
  return async (rig: Rig) => {
    await withHelpers(rig);
    const file = { credHelpers: { [NAME]: helper }, ...more };
    await rig.host.writeFile(AUTH_PATH, `${JSON.stringify(file, null, 2)}\n`, 0o600);
    return [await httpsRegistry(rig, users === null ? {} : { users })];
  };
}

/** A registry with a login, an auth file, and the list of helpers in registries.conf. */
function listed(helpers: readonly string[], stored: string) {
  return async (rig: Rig) => {
    await withHelpers(rig);
    await registriesConf(rig, `credential-helpers = ${JSON.stringify(helpers)}\n`);
    await rig.host.writeFile(AUTH_PATH, stored, 0o600);
    return [await httpsRegistry(rig, { users: USERS })];
  };
}

function stored(text: string, path = AUTH_PATH) {
  return async (rig: Rig) => {
    await rig.host.writeFile(path, text, 0o600);
    return [await httpsRegistry(rig, { users: USERS })];
  };
}

const failing = { reference, clients: FAIL, environment } as const;
const healthy = { reference, clients: OK, environment, finding: null, fix: 'none', wire: true } as const;
const LOGIN = 'alice:secret';
const entry = (login: string) => ({ auth: Buffer.from(login).toString('base64') });

export const CREDENTIALS: readonly ConformanceCase[] = [
  {
    ...failing,
    name: 'auth-helper-missing: a public image, and a helper that is not there',
    finding: 'auth-helper-missing',
    fix: 'applies',
    build: helped('nowhere', null),
  },
  {
    ...failing,
    name: 'auth-helper-missing: the registry wants a login',
    finding: 'auth-helper-missing',
    fix: 'none',
    build: helped('nowhere', USERS),
  },
  {
    ...failing,
    name: 'auth-helper-failed: it ends with an error',
    finding: 'auth-helper-failed',
    fix: 'applies',
    build: helped('locked', null),
  },
  {
    ...failing,
    name: 'auth-helper-failed: it prints no credential',
    finding: 'auth-helper-failed',
    fix: 'none',
    build: helped('chatty', USERS),
  },
  {
    ...failing,
    clients: { skopeo: 'fail' },
    name: 'auth-helper-failed: it never ends',
    finding: 'auth-helper-failed',
    fix: 'applies',
    waits: true,
    longestMs: 15_000,
    build: helped('hanging', null),
  },
  {
    ...failing,
    name: 'auth-helper-failed: the list in registries.conf names it and shuts the auth file out',
    finding: 'auth-helper-failed',
    fix: 'applies',
    build: listed(['locked'], authFile(NAME, LOGIN)),
  },
  {
    ...failing,
    name: 'auth-bad-credentials: a helper with last month’s password',
    finding: 'auth-bad-credentials',
    fix: 'none',
    build: helped('stale', USERS),
  },
  {
    ...failing,
    name: 'auth-missing-credentials: the helper knows nothing, and shuts out the entry beside it',
    finding: 'auth-missing-credentials',
    fix: 'none',
    build: helped('empty', USERS, { auths: { [NAME]: entry(LOGIN) } }),
  },
  {
    ...failing,
    name: 'auth-missing-credentials: a key with a slash at its end',
    finding: 'auth-missing-credentials',
    fix: 'applies',
    build: stored(authFile(`${NAME}/`, LOGIN)),
  },
  {
    ...failing,
    name: 'auth-missing-credentials: the key of another repository',
    finding: 'auth-missing-credentials',
    fix: 'applies',
    build: stored(authFile(`${NAME}/team/other`, LOGIN)),
  },
  {
    ...failing,
    name: 'auth-missing-credentials: a key in upper case',
    finding: 'auth-missing-credentials',
    fix: 'applies',
    build: stored(authFile(NAME.toUpperCase(), LOGIN)),
  },
  {
    ...failing,
    name: 'auth-missing-credentials: only a mark of Docker’s store',
    finding: 'auth-missing-credentials',
    fix: 'none',
    build: stored(JSON.stringify({ auths: { [NAME]: {} }, credsStore: 'desktop' }), '/root/.docker/config.json'),
  },
  { ...healthy, name: 'healthy: a helper has the login', build: helped('alice', USERS) },
  {
    ...healthy,
    name: 'healthy: the first helper of the list fails, the auth file has the login',
    build: listed(['nowhere', 'locked', 'containers-auth.json'], authFile(NAME, LOGIN)),
  },
  {
    ...healthy,
    name: 'healthy: a helper that knows nothing, and the next file',
    build: async (rig) => {
      await rig.host.writeFile('/root/.docker/config.json', authFile(NAME, LOGIN), 0o600);
      return helped('empty', USERS)(rig);
    },
  },
  {
    ...healthy,
    name: 'healthy: https:// and a path in the key',
    build: stored(authFile(`https://${NAME}/v1/`, LOGIN)),
  },
  { ...healthy, name: 'healthy: a key for the namespace', build: stored(authFile(`${NAME}/team`, LOGIN)) },
  {
    ...healthy,
    name: 'healthy: the old file of the home directory',
    build: stored(JSON.stringify({ [`https://${NAME}/v1/`]: entry(LOGIN) }), '/root/.dockercfg'),
  },
];
