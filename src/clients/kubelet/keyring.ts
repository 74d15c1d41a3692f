import { sortNames } from '../../host/paths.js';
import { goMatch } from '../go/match.js';

/** What `https://index.docker.io/v1/` becomes as a key. */
const HUB_KEY = 'index.docker.io';

/** A key as the keyring keeps it: host with port, as a pattern, and a path that is a plain prefix. */
interface KeyParts {
  readonly labels: readonly string[];
  readonly port: string;
  readonly path: string;
}

/**
 * The key an entry of a secret counts under (kubernetes `pkg/credentialprovider/keyring.go`: BasicDockerKeyring.Add): without scheme, and without `/v1` or
 * `/v2` in front of the path. Null: it is no URL, and the entry is left out.
 */
export function keyringKey(written: string): string | null {
  const rest = written.replace(/^https?:\/\//, '');
  const found = /^([^/?#]*)([^?#]*)/.exec(rest);
  const host = (found?.[1] ?? '').replace(/^[^@]*@/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go's url.Parse refuses them
  if (/[\u0000-\u0020\u007f<>"\\^`{|}]/.test(host) || /:[^\d\]][^\]]*$/.test(host)) return null;
  const path = (found?.[2] ?? '').replace(/^\/v[12](?=\/)/, '');
  return path === '' || path === '/' ? host : `${host}${path}`;
}

/**
 * True where a key matches an image's `host[:port]/repository`: as many labels, each matched by its pattern; the same port, where none is a port of its own;
 * the path a prefix, whatever comes after it (…: URLsMatch).
 */
export function keyMatches(key: string, image: string): boolean {
  const [glob, target] = [partsOf(key), partsOf(image)];
  return (
    glob.port === target.port &&
    glob.labels.length === target.labels.length &&
    target.path.startsWith(glob.path) &&
    glob.labels.every((label, index) => goMatch(label, target.labels[index] ?? ''))
  );
}

/** True for images of Docker Hub (…: isDefaultRegistryMatch). */
export function isHubImage(image: string): boolean {
  const [first = '', ...rest] = image.split('/');
  if (first === '') return false;
  return rest.length === 0 || first === 'docker.io' || first === 'index.docker.io' || !/[.:]/.test(first);
}

/**
 * The keys that count for an image, in the order in which they are tried: sorted backwards, so that longer ones come first; where none matches, Docker Hub's
 * own (…: Lookup). Keys are those of `keyringKey`.
 */
export function matchingKeys(keys: readonly string[], image: string): readonly string[] {
  const sorted = sortNames([...new Set(keys)]).reverse();
  const found = sorted.filter((key) => keyMatches(key, image));
  if (found.length > 0) return found;
  return isHubImage(image) && sorted.includes(HUB_KEY) ? [HUB_KEY] : [];
}

function partsOf(text: string): KeyParts {
  const slash = text.indexOf('/');
  const authority = slash === -1 ? text : text.slice(0, slash);
  const path = slash === -1 ? '' : text.slice(slash);
  const port = /^(?:\[[^\]]*\]|[^:]*):([^:]*)$/.exec(authority);
  const host = port === null ? authority : authority.slice(0, authority.length - (port[1] ?? '').length - 1);
  // Only with a port does Go take the brackets of an IPv6 address off; without one they are a class of characters, which matches nothing.
  const name = port === null ? host : host.replace(/^\[(.*)\]$/, '$1');
  return { labels: name.split('.'), port: port?.[1] ?? '', path };
}
