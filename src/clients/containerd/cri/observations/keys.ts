import type { Observation } from '../../../client.js';
import { authKind, configuredAuths } from '../credentials.js';
import { contactedHost, registryEndpoints } from '../endpoints.js';
import { parseGoUrl } from '../go-url.js';
import type { Place, SettingTable } from '../setting.js';
import { settingAt, tableAt, textsAt } from '../setting.js';
import { type CriLook, observed } from './shared.js';
import { changedHeader, changedText } from './text-cure.js';

/** Keys looked at, and told; real files have a handful. */
const MAX_KEYS = 200;
const MOST = 5;

/** Keys of `mirrors` and `configs` that never match though they look meant for the registry asked, and endpoints without `/v2`. */
export function registryKeys(look: CriLook): Observation[] {
  return allKeys(look).slice(0, MOST);
}

function allKeys(look: CriLook): Observation[] {
  const { configuration, registry } = look;
  const { mode, registry: table } = configuration;
  const found: Observation[] = [];
  if (mode.kind === 'mirrors' && registry !== null) {
    const mirrors = tableAt(table, ['mirrors']);
    for (const [key, entry] of [...mirrors.entries].slice(0, MAX_KEYS))
      if (found.length < MOST)
        found.push(...misnamed(look, 'mirrors', key, entry.place, [registry], mirrors.entries.has(registry)));
    found.push(...slashes(look));
  }
  if (registry === null) return found;
  const contacted = contactedHosts(look, registry);
  const configs = tableAt(table, ['configs']);
  for (const [key, entry] of [...configs.entries].slice(0, MAX_KEYS)) {
    const other = contacted.find((host) => configs.entries.has(host));
    if (found.length < MOST) found.push(...misnamed(look, 'configs', key, entry.place, contacted, other !== undefined));
  }
  for (const { key, host, table: auth } of configuredAuths(table)) {
    if (authKind(auth) === 'invalid') found.push(invalidAuth(key, auth));
    if (host !== '' || key === '') continue;
    const text = `the login of auths.${JSON.stringify(key)} is never used: containerd takes what is before the colon for a scheme; write "https://${key}"`;
    found.push(observed('auth-near-miss', auth.place, `auths.${JSON.stringify(key)}`, text, 'credentials'));
  }
  return found;
}

function invalidAuth(key: string, table: SettingTable): Observation {
  const text = `the login of ${key} can't be used: auth is not base64 of user:password, and every pull fails where a login is wanted`;
  return observed(
    'auth-near-miss',
    table.entries.get('auth')?.place ?? table.place,
    `login of ${key}`,
    text,
    'credentials',
  );
}

function contactedHosts({ configuration }: CriLook, registry: string): readonly string[] {
  const listed = configuration.mode.kind === 'mirrors' ? registryEndpoints(configuration.registry, registry) : null;
  if (listed?.ok !== true) return [contactedHost(registry)];
  return listed.endpoints.flatMap(({ url }) => parseGoUrl(url)?.host ?? []);
}

function misnamed(
  look: CriLook,
  section: 'mirrors' | 'configs',
  key: string,
  place: Place,
  wanted: readonly string[],
  taken: boolean,
): Observation[] {
  if (key === '*' || wanted.includes(key)) return [];
  const bare = /^https?:\/\/([^/]*)/.exec(key)?.[1] ?? key.replace(/\/.*$/, '');
  const right =
    wanted.find((host) => host === bare) ??
    wanted.find((host) => withoutPort(host) === withoutPort(bare) || isHub(bare, host));
  if (right === undefined) return [];
  const why = key.includes('://')
    ? 'keys have no scheme'
    : key.includes('/')
      ? 'keys have no path'
      : isHub(bare, right)
        ? `Docker Hub is ${right} here`
        : 'keys are compared with the port, as written';
  const hasAuth = settingAt(look.configuration.registry, [section, key, 'auth']) !== undefined;
  const text = `${section}.${JSON.stringify(key)} never matches ${right}: ${why}`;
  const code = hasAuth ? 'auth-near-miss' : 'config-unknown-key';
  const meant = hasAuth ? 'credentials' : section === 'mirrors' ? 'mirror' : 'trust';
  const cure = taken ? [] : changedHeader(look.configuration, place, right);
  const found = observed(code, place, `${section}.${JSON.stringify(key)}`, text, meant, cure);
  return [hasAuth && !taken ? { ...found, edits: [moved(place, right)] } : found];
}

/** A table with a login under its right key: the file can't be written out. */
function moved({ path, pointer }: Place, key: string): NonNullable<Observation['edits']>[number] {
  const written = (keys: readonly string[]): string =>
    keys.map((each) => `/${each.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { path, pointer: written([...pointer.slice(0, -1), key]), from: written(pointer) };
}

function isHub(key: string, host: string): boolean {
  const names = ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'hub.docker.com'];
  return names.includes(key) && names.includes(host) && key !== host;
}

/** `http://reg:5000/`: the path `/` is taken as it is. */
function slashes({ configuration, registry }: CriLook): Observation[] {
  const mirrors = tableAt(configuration.registry, ['mirrors']);
  const key = registry !== null && mirrors.entries.has(registry) ? registry : '*';
  const mirror = tableAt(mirrors, [key]);
  const place = settingAt(mirror, ['endpoint'])?.place ?? mirror.place;
  return textsAt(mirror, 'endpoint').flatMap((endpoint): Observation[] => {
    const path = parseGoUrl(endpoint.includes('://') ? endpoint : `https://${endpoint}`)?.path ?? '';
    if (path === '' || path.replace(/\/+$/, '').startsWith('/v2')) return [];
    const right =
      endpoint.slice(0, endpoint.length - path.length) + (path === '/' ? '' : `/v2${path.replace(/\/+$/, '')}`);
    const text =
      path === '/'
        ? `the slash at the end of an endpoint of ${key} takes the place of /v2, so that containerd asks /NAME/manifests/…`
        : `the path ${path} of an endpoint of ${key} takes the place of /v2: containerd asks it as it is written`;
    const cure = changedText(configuration, place, endpoint, right);
    return [observed('config-unknown-key', place, `endpoint of ${key}`, text, 'mirror', cure)];
  });
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
