import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { loadAliasFile } from './registries/alias-file.js';
import { isRegistryDomain } from './registries/aliases.js';
import {
  type DockerReference,
  formatReference,
  parseNormalized,
  parseReference,
  referenceName,
} from './registries/docker-reference.js';
import { fileSource, goQuote } from './registries/text.js';
import type { RegistriesConfig } from './registries-config.js';

export interface ShortNameOptions {
  /** With a terminal podman and buildah ask which candidate to take; then `asks` is true. */
  readonly hasTerminal: boolean;
  /** CRI-O's `short_name_mode` takes the place of registries.conf's, with its own words for an ambiguous name. */
  readonly crioMode?: RegistriesConfig['shortNameMode'];
}

/** One name a pull tries. */
export interface ShortNameCandidate extends DockerReference {
  /** `registry/repository:tag` or `@digest`, `latest` filled in. */
  readonly name: string;
  readonly from: Source;
}

export type ShortNameResult =
  | {
      readonly ok: true;
      /** Tried in order until one works. */
      readonly candidates: readonly ShortNameCandidate[];
      readonly mode: RegistriesConfig['shortNameMode'];
      /** How the candidates came about. */
      readonly through: 'qualified' | 'alias' | 'search';
      readonly asks: boolean;
    }
  | { readonly ok: false; readonly text: string; readonly source: Source | null };

/** True for a name without a registry: the first component has no dot, no port and is not `localhost`. False for junk. */
export function isShortName(input: string): boolean {
  const parsed = parseReference(input);
  return parsed.ok && !isRegistryDomain(parsed.reference.domain);
}

/**
 * The full names that a typed name stands for (containers/image, pkg/shortnames `Resolve`): an alias wins, a recorded
 * one over registries.conf; else one candidate for each unqualified-search registry. Tag and digest go along.
 */
export function resolveShortName(
  config: RegistriesConfig,
  host: Host,
  input: string,
  options: ShortNameOptions,
): ShortNameResult {
  const mode = options.crioMode ?? config.shortNameMode;
  const parsed = parseReference(input);
  if (!parsed.ok) return failed(`cannot parse input: ${goQuote(input)}: ${parsed.error}`);
  if (isRegistryDomain(parsed.reference.domain)) {
    const normal = parseNormalized(input);
    if (!normal.ok) return failed(`cannot normalize input: ${goQuote(input)}: ${normal.error}`);
    const from: Source = { kind: 'flag', name: 'reference', line: null, says: input };
    return { ok: true, candidates: [candidate(normal.reference, from)], mode, through: 'qualified', asks: false };
  }
  const recorded = loadAliasFile(host);
  if (!recorded.ok) return failed(recorded.text, fileSource(recorded.path, null, ''));
  const name = referenceName(parsed.reference);
  const alias = recorded.aliases.get(name) ?? config.aliases.get(name);
  if (alias !== undefined && alias.value !== '') {
    const target = parseNormalized(alias.value);
    if (!target.ok) return failed(target.error, alias.source);
    const { tag, digest } = parsed.reference;
    const candidates = [candidate({ ...target.reference, tag, digest }, alias.source)];
    return { ok: true, candidates, mode, through: 'alias', asks: false };
  }
  return search(config, input, mode, options);
}

function search(
  config: RegistriesConfig,
  input: string,
  mode: RegistriesConfig['shortNameMode'],
  options: ShortNameOptions,
): ShortNameResult {
  const from = config.unqualifiedSearchSource;
  if (config.unqualifiedSearch.length === 0 || from === null) {
    const missing =
      config.searchOrigin === null
        ? 'no containers-registries.conf(5) was found'
        : `no unqualified-search registries are defined in ${goQuote(config.searchOrigin)}`;
    return failed(`short-name ${goQuote(input)} did not resolve to an alias and ${missing}`, from);
  }
  const candidates: ShortNameCandidate[] = [];
  for (const registry of config.unqualifiedSearch) {
    const parsed = parseNormalized(`${registry}/${input}`);
    if (!parsed.ok) {
      const text = `creating reference with unqualified-search registry ${goQuote(registry)}: ${parsed.error}`;
      return failed(text, from);
    }
    candidates.push(candidate(parsed.reference, from));
  }
  const ambiguous = mode !== 'disabled' && candidates.length > 1;
  if (ambiguous && mode === 'enforcing' && !options.hasTerminal) {
    const text =
      options.crioMode === undefined
        ? 'short-name resolution enforced but cannot prompt without a TTY'
        : `short name mode is enforcing, but image name ${input} returns ambiguous list`;
    return failed(text, config.shortNameModeSource ?? from);
  }
  return { ok: true, candidates, mode, through: 'search', asks: ambiguous && options.hasTerminal };
}

function candidate(reference: DockerReference, from: Source): ShortNameCandidate {
  const named = reference.tag === null && reference.digest === null ? { ...reference, tag: 'latest' } : reference;
  return { ...named, name: formatReference(named), from };
}

function failed(text: string, source: Source | null = null): ShortNameResult {
  return { ok: false, text, source };
}
