import type { Source } from '../../../host/source.js';
import type { RegistriesConfig, RegistryEntry } from '../registries-config.js';
import { formatReference, parseCanonical, type ReferenceResult } from './docker-reference.js';
import { findRegistry, matchLength } from './match.js';

/** A normalised reference: `registry` is host[:port]. */
export interface PullReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** One place a pull tries, with the reference as rewritten for it. */
export interface PullSource extends PullReference {
  readonly insecure: boolean;
  /** What made it insecure; null where nothing says so. */
  readonly insecureSource: Source | null;
  /** True for a mirror, false for the registry's own (possibly rewritten) location, which comes last. */
  readonly mirrorOf: boolean;
  /** The entry that decided; null where none matches. */
  readonly entry: RegistryEntry | null;
  /** The table that names this place. */
  readonly source: Source | null;
}

/** A rewrite that gives no valid reference fails the whole pull, also where only a mirror's location is wrong. */
export type PullSourcesResult =
  | { readonly ok: true; readonly sources: readonly PullSource[] }
  | { readonly ok: false; readonly text: string; readonly source: Source };

interface Endpoint {
  readonly location: string;
  readonly insecure: boolean;
  readonly insecureSource: Source | null;
  readonly mirrorOf: boolean;
  readonly source: Source;
}

/** Where one image is read from, in order (sysregistriesv2 `PullSourcesFromReference`). Not for pushes, logins, tag lists. */
export function pullSources(config: RegistriesConfig, reference: PullReference): PullSourcesResult {
  const entry = findRegistry(config, `${reference.registry}/${reference.repository}`);
  if (entry === null) {
    const source = { ...reference, insecure: false, insecureSource: null, mirrorOf: false, entry, source: null };
    return { ok: true, sources: [source] };
  }
  const sources: PullSource[] = [];
  for (const { location, ...endpoint } of endpoints(entry, reference.digest !== null)) {
    const rewritten = rewriteReference(reference, entry.prefix, location);
    if (!rewritten.ok) return { ok: false, text: rewritten.error, source: endpoint.source };
    const { domain, path, tag, digest } = rewritten.reference;
    sources.push({ registry: domain, repository: path, tag, digest, ...endpoint, entry });
  }
  return { ok: true, sources };
}

/** `location` + what follows the matched prefix; must be a reference in normal form again (`rewriteReference`). */
export function rewriteReference(reference: PullReference, prefix: string, location: string): ReferenceResult {
  const full = { domain: reference.registry, path: reference.repository, tag: reference.tag, digest: reference.digest };
  const text = formatReference(full);
  const length = matchLength(text, prefix);
  if (length === -1) return { ok: false, error: `invalid prefix '${prefix}' for reference '${text}'` };
  if (location === '') {
    if (prefix.startsWith('*.')) return { ok: true, reference: full };
    const error = `invalid prefix '${prefix}' for empty location, should be in the format: *.example.com`;
    return { ok: false, error };
  }
  const parsed = parseCanonical(location + text.slice(length));
  return parsed.ok ? parsed : { ok: false, error: `rewriting reference: ${parsed.error}` };
}

function endpoints(entry: RegistryEntry, byDigest: boolean): readonly Endpoint[] {
  const mirrors = entry.mirrors.filter((mirror) => {
    if (entry.mirrorByDigestOnly) return byDigest;
    return mirror.pullFrom === 'all' || (mirror.pullFrom === 'digest-only') === byDigest;
  });
  return [
    ...mirrors.map(({ location, insecure, source }) => {
      return { location, insecure, insecureSource: insecure ? source : null, mirrorOf: true, source };
    }),
    {
      location: entry.location,
      insecure: entry.insecure,
      insecureSource: entry.insecure ? (entry.insecureSource ?? entry.source) : null,
      mirrorOf: false,
      source: entry.source,
    },
  ];
}
