import ipaddr from 'ipaddr.js';
import { cleanText } from '../text/clean.js';
import type { Reference, ReferencePart } from './reference.js';

/** Longest input looked at, UTF-16 units: the longest valid reference (registry, 255, tag, sha512) stays below a quarter of it. */
export const MAX_INPUT_LENGTH = 4096;
/** distribution/reference v0.6.0 `RepositoryNameTotalLengthMax`; before v0.6.0 the registry counted too. */
const MAX_REPOSITORY_LENGTH = 255;
const MAX_PORT = 65_535;
/** A piece of the input as quoted in a sentence. */
const MAX_QUOTED_CHARACTERS = 60;

const DEFAULT_REGISTRY = 'docker.io';
const LEGACY_DEFAULT_REGISTRY = 'index.docker.io';
const OFFICIAL_PREFIX = 'library/';
const DEFAULT_TAG = 'latest';

const IDENTIFIER = /^[a-f0-9]{64}$/;
const HOST_NAME = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*$/;
const IPV6_HOST = /^\[[a-fA-F0-9:]+\]$/;
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const ALGORITHM = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*$/;
/** Hex digits per algorithm that go-digest knows. */
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** What is wrong with an input, without a guess at what was meant. */
export interface GrammarError {
  readonly part: ReferencePart;
  readonly message: string;
}

/** A piece of hostile input in quotation marks: cleaned, cut. */
export function quoted(text: string): string {
  return `"${cleanText(text, MAX_QUOTED_CHARACTERS)}"`;
}

/**
 * The grammar and normalisation of distribution/reference v0.6.0 (`normalize.go: ParseNormalizedNamed, TagNameOnly`;
 * `regexp.go`; go-digest `Validate`). Stricter in three places where every client fails later anyway: port 0 or above
 * 65535, a bracketed host that is no IPv6 address, and `a_b.com/x`, which upstream accepts with an empty registry.
 */
export function parseGrammar(input: string): Reference | GrammarError {
  if (input.length > MAX_INPUT_LENGTH)
    return error('length', `The reference is longer than ${MAX_INPUT_LENGTH} characters.`);
  if (input.trim() === '') return error('empty', 'The reference is empty.');
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(input))
    return error('scheme', `A reference has no scheme: ${quoted(input.slice(0, input.indexOf('//') + 2))} must go.`);
  if (/[\s\p{Cc}\p{Cf}]/u.test(input))
    return error('repository', 'The reference contains white space or control characters.');
  if (IDENTIFIER.test(input))
    return error(
      'repository',
      "A repository name can't be 64 hexadecimal digits: this is an image ID or a bare digest.",
    );

  const at = input.indexOf('@');
  const named = at === -1 ? input : input.slice(0, at);
  const digest = at === -1 ? null : input.slice(at + 1);
  const { registry, remainder } = splitRegistry(named);
  const colon = remainder.indexOf(':');
  const repository = colon === -1 ? remainder : remainder.slice(0, colon);
  const tag = colon === -1 ? null : remainder.slice(colon + 1);
  const wrong = registryError(registry) ?? repositoryError(repository) ?? tagError(tag) ?? digestError(digest);
  if (wrong !== null) return wrong;
  const defaultTag = tag === null && digest === null;
  return { input, registry, repository, tag: defaultTag ? DEFAULT_TAG : tag, digest, defaultTag };
}

/** `normalize.go: splitDockerDomain`. */
function splitRegistry(named: string): { registry: string; remainder: string } {
  const slash = named.indexOf('/');
  const first = slash === -1 ? '' : named.slice(0, slash);
  const rest = named.slice(slash + 1);
  const isRegistry = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  if (slash !== -1 && isRegistry && first !== DEFAULT_REGISTRY && first !== LEGACY_DEFAULT_REGISTRY)
    return { registry: first, remainder: rest };
  const remainder = isRegistry ? rest : named;
  return { registry: DEFAULT_REGISTRY, remainder: remainder.includes('/') ? remainder : OFFICIAL_PREFIX + remainder };
}

function registryError(registry: string): GrammarError | null {
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(registry) ?? [];
  if (host === '')
    return error('registry', `The registry ${quoted(registry)} is not host[:port]; IPv6 addresses need brackets.`);
  if (!host.startsWith('[') && port?.includes(':'))
    return error('registry', `The registry ${quoted(registry)} has several colons: an IPv6 address needs brackets.`);
  if (host.startsWith('[')) {
    if (host.includes('%'))
      return error('registry', `The registry ${quoted(host)} has a zone, which references don't allow.`);
    if (!IPV6_HOST.test(host) || !ipaddr.IPv6.isValid(host.slice(1, -1)))
      return error('registry', `The registry ${quoted(host)} is not an IPv6 address in brackets.`);
  } else if (!HOST_NAME.test(host)) return error('registry', hostMessage(host));
  if (port === undefined) return null;
  if (!/^[0-9]+$/.test(port)) return error('port', `The port ${quoted(port)} of the registry is not a number.`);
  if (Number(port) < 1 || Number(port) > MAX_PORT)
    return error('port', `The port ${quoted(port)} of the registry is not between 1 and ${MAX_PORT}.`);
  return null;
}

function hostMessage(host: string): string {
  const name = `The registry ${quoted(host)}`;
  if (host.includes('_')) return `${name} contains an underscore, which a host name in a reference can't have.`;
  if (host.endsWith('.')) return `${name} ends with a dot, which references don't allow.`;
  if (host.includes('..') || host.startsWith('.')) return `${name} has an empty part between its dots.`;
  if (/(?:^|\.)-|-(?:\.|$)/.test(host)) return `${name} has a part that starts or ends with a hyphen.`;
  return `${name} is not a host name.`;
}

function repositoryError(repository: string): GrammarError | null {
  if (repository === '' || repository === OFFICIAL_PREFIX)
    return error('repository', 'The repository name is missing.');
  if (repository.toLowerCase() !== repository)
    return error('repository', `The repository ${quoted(repository)} must be in lower case.`);
  for (const component of repository.split('/')) {
    if (component === '')
      return error('repository', `The repository ${quoted(repository)} has an empty part: a slash too many.`);
    if (!PATH_COMPONENT.test(component))
      return error(
        'repository',
        `The part ${quoted(component)} of the repository is not lower-case letters and digits joined by ".", "_", "__" or "-".`,
      );
  }
  if (repository.length > MAX_REPOSITORY_LENGTH)
    return error('length', `The repository name is longer than ${MAX_REPOSITORY_LENGTH} characters.`);
  return null;
}

function tagError(tag: string | null): GrammarError | null {
  if (tag === null || TAG.test(tag)) return null;
  if (tag === '') return error('tag', 'The tag after the colon is missing.');
  if (/^\w[\w.-]*$/.test(tag)) return error('tag', 'The tag is longer than 128 characters.');
  return error(
    'tag',
    `The tag ${quoted(tag)} is not letters, digits, "_", "." and "-", the first a letter, digit or "_".`,
  );
}

function digestError(digest: string | null): GrammarError | null {
  if (digest === null) return null;
  const colon = digest.indexOf(':');
  const algorithm = digest.slice(0, Math.max(colon, 0));
  const hex = digest.slice(colon + 1);
  if (digest === '') return error('digest', 'The digest after the "@" is missing.');
  if (colon === -1) return error('digest', `The digest ${quoted(digest)} is not algorithm:hex.`);
  const length =
    ALGORITHM.test(algorithm) && Object.hasOwn(DIGEST_LENGTHS, algorithm) ? DIGEST_LENGTHS[algorithm] : undefined;
  if (length === undefined)
    return error('digest', `The digest algorithm ${quoted(algorithm)} is not one of sha256, sha384, sha512.`);
  if (!/^[a-f0-9]*$/.test(hex)) return error('digest', 'The digest is not made of lower-case hexadecimal digits.');
  if (hex.length !== length)
    return error('digest', `The digest has ${hex.length} hexadecimal digits where ${algorithm} has ${length}.`);
  return null;
}

function error(part: ReferencePart, message: string): GrammarError {
  return { part, message };
}
