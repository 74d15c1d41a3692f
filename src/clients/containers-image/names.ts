import type { Source } from '../../host/source.js';
import { type Built, stopped } from './built.js';
import { crioShortNameMode } from './crio-config.js';
import { type DockerReference, parseNormalized } from './registries/docker-reference.js';
import type { PullReference } from './registries/pull-sources.js';
import { minorOf, type ToolRun } from './run.js';
import { isShortName, resolveShortName } from './short-names.js';

/** The names a tool tries for what was typed, in order; `stop` where it makes nothing of it. */
export type NamesResult =
  | { readonly names: readonly PullReference[]; readonly sources: readonly Source[] }
  | { readonly stop: Built };

/** For pulls: podman, buildah and CRI-O resolve short names, skopeo takes them for Docker Hub's. Without a terminal nothing is asked. */
export function pullNames(run: ToolRun, typed: string): NamesResult {
  if (run.features.tool === 'skopeo') return skopeoName(typed);
  const crioMode = run.crio === null ? null : crioShortNameMode(run.crio, minorOf(run.features.version));
  const found = resolveShortName(run.config, run.host, typed, {
    hasTerminal: false,
    ...(crioMode === null ? {} : { crioMode }),
  });
  if (!found.ok) return { stop: unresolved(typed, found.text, found.source) };
  const sources = found.through === 'qualified' ? [] : found.candidates.map(({ from }) => from);
  return { names: found.candidates.map(withoutTagBesideDigest), sources };
}

/** For pushes: the destination as docker/reference normalises it, for every tool. */
export function pushName(run: ToolRun, typed: string): NamesResult {
  if (run.features.tool === 'skopeo') return skopeoName(typed);
  const parsed = parseNormalized(typed);
  if (!parsed.ok) return { stop: unresolved(typed, parsed.error, null) };
  return { names: [withoutTagBesideDigest(parsed.reference)], sources: [] };
}

/** containers/image `docker/docker_transport.go`: ParseReference, newReference. */
function skopeoName(typed: string): NamesResult {
  const parsed = parseNormalized(typed.replace(/^docker:\/\//, ''));
  if (!parsed.ok) return { stop: unresolved(typed, parsed.error, null) };
  const { tag, digest } = parsed.reference;
  if (tag !== null && digest !== null) {
    return {
      stop: unresolved(typed, 'Docker references with both a tag and digest are currently not supported', null),
    };
  }
  return { names: [withoutTagBesideDigest(parsed.reference)], sources: [] };
}

/** libimage drops the tag where there is a digest; `latest` where there is neither. */
function withoutTagBesideDigest({ domain, path, tag, digest }: DockerReference): PullReference {
  return { registry: domain, repository: path, tag: digest === null ? (tag ?? 'latest') : null, digest };
}

function unresolved(typed: string, text: string, source: Source | null): Built {
  const at: Source = source ?? { kind: 'flag', name: 'reference', line: null, says: typed };
  const code = isShortName(typed) ? 'short-name-unresolved' : 'invalid-reference';
  return stopped('reference', text, at, [{ code, source: at, text, meant: 'other', cure: [] }]);
}
