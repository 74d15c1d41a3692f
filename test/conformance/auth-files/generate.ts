import { keyLookupOrder, normalizeFileKey } from '../../../src/clients/containers-image/auth/keys.js';

/** A machine's auth files, and the image that is asked for on it. */
export interface AuthCase {
  readonly index: number;
  /** `host[:port]/repository`; the tag is the case's own. */
  readonly name: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute path to text. */
  readonly files: Readonly<Record<string, string>>;
  /** Directories that are there though no file is in them. */
  readonly directories: readonly string[];
}

/** Helper programs of every case, and what they give: `user:password`, nothing, an error, or they aren't there. */
export const HELPERS = {
  alice: 'helper:secret',
  token: '<token>:identity',
  empty: null,
  locked: 'error',
  nowhere: 'absent',
} as const;

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const NAMES = [
  'registry.test/team/app',
  'registry.test:5000/team/app',
  'registry.test:5000/team/app/deep',
  'registry.test/library/hello',
  'docker.io/team/app',
  'docker.io/library/hello',
] as const;

/** Random machines with auth files, the same for the same seed. */
export function authCases(seed: number, count: number): AuthCase[] {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const chance = (share: number): boolean => random() < share;
  let users = 0;

  const keys = (name: string): readonly string[] => {
    const [registry = '', ...repository] = name.split('/');
    const host = registry.replace(/:\d+$/, '');
    const hub = ['index.docker.io', 'https://index.docker.io/v1/', 'registry-1.docker.io', 'https://docker.io'];
    return [
      ...[registry, registry, `https://${registry}`, `http://${registry}`, `https://${registry}/v1/`],
      ...[`${registry}/`, host, `${host}:5000`, `${host}:443`, registry.toUpperCase(), 'other.test', 'localhost'],
      ...repository.map((_, index) => `${registry}/${repository.slice(0, index + 1).join('/')}`),
      ...[`${registry}/team/other`, `https://${registry}/team`, `${registry}/te`],
      ...(registry === 'docker.io' ? hub : []),
    ];
  };
  const entry = (): Record<string, unknown> => {
    users += 1;
    const login = Buffer.from(`user${users}:secret${users}`).toString('base64');
    const kind = random();
    if (kind < 0.68) return { auth: login };
    if (kind < 0.74) return {};
    if (kind < 0.8) return { username: `user${users}`, password: 'plain' };
    if (kind < 0.85) return { auth: Buffer.from(`user${users}:secret\n`).toString('base64') };
    if (kind < 0.89) return { auth: Buffer.from(`user${users}:`).toString('base64'), identitytoken: 'identity' };
    if (kind < 0.93) return { auth: Buffer.from('nocolon').toString('base64') };
    if (kind < 0.96) return { auth: `${login}!` };
    return { auth: login, email: 'x@y.test', registrytoken: 'token' };
  };
  const auths = (name: string, legacy: boolean): Record<string, unknown> => {
    const exact = keyLookupOrder(name, legacy);
    const found: Record<string, unknown> = {};
    const wanted = keys(name);
    for (let left = Math.floor(random() * 5); left > 0; left -= 1) {
      const key = pick(wanted);
      // Of two keys that mean the same host Go takes one by chance, unless one is the very key looked for.
      const same = Object.keys(found).some(
        (other) => normalizeFileKey(other, legacy) === normalizeFileKey(key, legacy),
      );
      if (same && !exact.includes(key) && !Object.keys(found).some((other) => exact.includes(other))) continue;
      found[key] = entry();
    }
    return found;
  };
  const file = (name: string, legacy = false): string => {
    if (chance(0.03)) return pick(['', '{', '[]', '{"auths": []}', 'null', '{"auths": {"a": 1}}']);
    if (legacy) return JSON.stringify(auths(name, true));
    const registry = name.split('/')[0] ?? '';
    const helpers = chance(0.2)
      ? { credHelpers: { [chance(0.8) ? registry : 'other.test']: pick(Object.keys(HELPERS)) } }
      : {};
    const store = chance(0.1) ? { credsStore: pick(Object.keys(HELPERS)) } : {};
    return JSON.stringify({ auths: auths(name, false), ...helpers, ...store }, null, chance(0.5) ? 2 : 0);
  };

  return Array.from({ length: count }, (_, index): AuthCase => {
    const name = pick(NAMES);
    const home = `/root/cases/${index}`;
    const files: Record<string, string> = {};
    const environment: Record<string, string> = {};
    const directories: string[] = [];
    const put = (path: string, share: number, legacy = false): void => {
      if (chance(share)) files[path] = file(name, legacy);
    };
    const runtime = random();
    if (runtime < 0.3) {
      environment['XDG_RUNTIME_DIR'] = `${home}/run`;
      directories.push(`${home}/run`);
      put(`${home}/run/containers/auth.json`, 0.7);
    } else if (runtime < 0.4) environment['XDG_RUNTIME_DIR'] = `${home}/nowhere`;
    else put('/run/containers/0/auth.json', 0.7);
    if (chance(0.2)) {
      environment['XDG_CONFIG_HOME'] = `${home}/xdg`;
      put(`${home}/xdg/containers/auth.json`, 0.7);
    }
    put(`${home}/.config/containers/auth.json`, 0.35);
    if (chance(0.2)) {
      environment['DOCKER_CONFIG'] = `${home}/docker`;
      put(`${home}/docker/config.json`, 0.7);
    }
    put(`${home}/.docker/config.json`, 0.4);
    put(`${home}/.dockercfg`, 0.25, true);
    if (chance(0.2)) {
      environment['REGISTRY_AUTH_FILE'] = `${home}/named.json`;
      put(`${home}/named.json`, 0.85);
    }
    if (chance(0.15)) {
      const list = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
        pick([...Object.keys(HELPERS), 'containers-auth.json', 'containers-auth.json']),
      );
      files['/etc/containers/registries.conf'] = `credential-helpers = ${JSON.stringify(list)}\n`;
    }
    return { index, name, home, environment, files, directories };
  });
}
