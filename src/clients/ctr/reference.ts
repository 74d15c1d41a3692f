/** A name as containerd's own parser takes it: nothing is added, neither a registry nor `library/` nor `latest`. */
export interface CtrReference {
  /** Everything up to the first slash. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** Longest name looked at. */
const MAX_CHARACTERS = 1000;
/** Hexadecimal digits of each algorithm (opencontainers/go-digest `algorithm.go`). */
const DIGITS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Host, path and the rest of a name, before anything is asked of the rest (containerd `pkg/reference/reference.go`: Parse, Spec). */
export interface ReferenceSpec {
  readonly locator: string;
  /** Tag, tag and `@digest`, or `@digest`; empty where there is none. */
  readonly object: string;
}

/** Splits a name as containerd does: a URL without scheme, whose query is dropped. `error` is its text. */
export function parseSpec(text: string): ReferenceSpec | { readonly error: string } {
  if (text.includes('://')) return { error: 'invalid reference' };
  const url = `dummy://${text.slice(0, MAX_CHARACTERS)}`;
  const failed = (why: string): { error: string } => ({ error: `parse ${JSON.stringify(url)}: ${why}` });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what net/url refuses first
  if (/[\x00-\x1f\x7f]/.test(url)) return failed('net/url: invalid control character in URL');
  const [, authority = '', path = ''] = /^dummy:\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const host = authority.replace(/^.*@/s, '');
  if (host === '') return { error: 'hostname required' };
  const rest = /^(?:\[[^\]]*\]|[^:]*)(.*)$/s.exec(host)?.[1] ?? '';
  if (!/^(:\d*)?$/.test(rest)) return failed(`invalid port ${JSON.stringify(rest)} after host`);
  const odd = /[\s<>"\\^`{|}]/.exec(host)?.[0];
  if (odd !== undefined) return failed(`invalid character ${JSON.stringify(odd)} in host name`);
  const at = path.search(/[:@]/);
  const name = (at === -1 ? path : path.slice(0, at)).split('/').filter((part) => part !== '' && part !== '.');
  const object = at === -1 ? '' : path.slice(at).replace(/^:/, '');
  return { locator: [host, ...name].join('/'), object };
}

/** The name as the resolver asks for it, or what containerd says of one it can't ask for (containerd `core/remotes/docker/resolver.go`: Resolve). */
export function parseCtrReference(text: string): CtrReference | { readonly error: string } {
  const spec = parseSpec(text);
  if ('error' in spec) return spec;
  const [registry = '', ...path] = spec.locator.split('/');
  if (spec.object === '') return { error: 'object required' };
  const at = spec.object.indexOf('@');
  const tag = at === -1 ? spec.object : spec.object.slice(0, at);
  const digest = at === -1 ? null : spec.object.slice(at + 1);
  const wrong = digest === null ? null : digestError(digest);
  if (wrong !== null) return { error: wrong };
  return { registry, repository: path.join('/') || registry, tag: tag === '' ? null : tag, digest };
}

/** opencontainers/go-digest `digest.go`: Validate. */
function digestError(digest: string): string | null {
  const [, algorithm, hex] = /^([^:]+):(.+)$/s.exec(digest) ?? [];
  if (algorithm === undefined || hex === undefined || !/^[a-z0-9]+(?:[.+_-][a-z0-9]+)*$/.test(algorithm))
    return 'invalid checksum digest format';
  const digits = DIGITS[algorithm];
  if (digits === undefined) return 'unsupported digest algorithm';
  if (hex.length !== digits) return 'invalid checksum digest length';
  return /^[a-f0-9]+$/.test(hex) ? null : 'invalid checksum digest format';
}
