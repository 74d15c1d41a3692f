import { parseJson } from '../../host/json.js';
import type { Source } from '../../host/source.js';
import { isTable } from './registries/table-reader.js';
import { goQuote, withoutUserinfo } from './registries/text.js';

/** What one copy asks: the logical registry (host[:port]) and what `--tls-verify` was given, null where it wasn't. */
export interface BuildSourcesQuestion {
  readonly registry: string;
  readonly tlsVerifyFlag: boolean | null;
  /** `commit`: buildah committing straight to a registry, which is laxer. Default: every pull, push and copy of libimage. */
  readonly variant?: 'libimage' | 'commit';
}

/** Null: the variable says nothing about this registry, and registries.conf decides. */
export type BuildSourcesResult =
  | { readonly insecure: true; readonly source: Source }
  | { readonly stop: string; readonly source: Source }
  | null;

const VARIABLE = 'BUILD_REGISTRY_SOURCES';
const CONTRADICTION = "can't require tls verification on an insecured registry";

/**
 * What BUILD_REGISTRY_SOURCES decides for one registry: buildah and podman, not skopeo, not CRI-O (containers/common,
 * libimage/copier.go `checkRegistrySourcesAllows`; buildah, commit.go, the function of the same name). Names are
 * compared whole with host[:port]: no wildcard, no port left open.
 */
export function buildSources(
  environment: Readonly<Record<string, string>>,
  question: BuildSourcesQuestion,
): BuildSourcesResult {
  const text = environment[VARIABLE] ?? '';
  if (text === '') return null;
  const shown = withoutUserinfo(text);
  const source = (says: string): Source => ({ kind: 'environment', name: VARIABLE, line: null, says });
  const lists = readLists(text);
  if (typeof lists === 'string') {
    return { stop: `parsing $${VARIABLE} (${goQuote(shown)}) as JSON: ${lists}`, source: source('not JSON') };
  }
  const { registry } = question;
  const commit = question.variant === 'commit';
  const denied = commit ? 'commit to registry at' : 'registry';
  const details = commit ? '' : ` (${shown})`;
  if (lists.blocked.includes(registry)) {
    return {
      stop: `${denied} ${goQuote(registry)} denied by policy: it is in the blocked registries list${details}`,
      source: source('blockedRegistries'),
    };
  }
  if (lists.allowed.length > 0 && !lists.allowed.includes(registry)) {
    const stop = `${denied} ${goQuote(registry)} denied by policy: not in allowed registries list${details}`;
    return { stop, source: source('allowedRegistries') };
  }
  const insecure = commit ? lists.insecure.length > 0 : lists.insecure.includes(registry);
  if (!insecure) return null;
  return question.tlsVerifyFlag === true
    ? { stop: CONTRADICTION, source: source('insecureRegistries') }
    : { insecure: true, source: source(`insecureRegistries: ${registry}`) };
}

/** The three lists of names (host[:port]). */
export interface BuildSourceLists {
  readonly insecure: readonly string[];
  readonly blocked: readonly string[];
  readonly allowed: readonly string[];
}

/** The three lists of the variable's text, or why it can't be decoded into them. */
export function readLists(text: string): BuildSourceLists | string {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed.message;
  const value = parsed.document.value;
  if (value === null) return { insecure: [], blocked: [], allowed: [] };
  if (!isTable(value)) return 'expected an object';
  const wrong: string[] = [];
  const list = (name: string): readonly string[] => {
    const key = Object.keys(value).findLast((each) => each.toLowerCase() === name.toLowerCase());
    const items = key === undefined ? null : value[key];
    if (items === null) return [];
    if (Array.isArray(items) && items.every((item) => typeof item === 'string')) return items;
    wrong.push(`${name} is not a list of strings`);
    return [];
  };
  const lists = {
    insecure: list('insecureRegistries'),
    blocked: list('blockedRegistries'),
    allowed: list('allowedRegistries'),
  };
  return wrong[0] ?? lists;
}
