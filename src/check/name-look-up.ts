import type { FactBook } from '../facts/book.js';
import type { FactKey } from '../facts/keys.js';
import type { ResolverConfig } from '../host/resolver-config.js';
import { resolveName } from '../replay/resolve/resolve.js';
import { Walker } from '../replay/walker.js';

/** What looking a name up comes to; all empty while answers are missing. */
export interface NameLookUp {
  readonly addresses: readonly string[];
  /** Why there is no address, as Go says it; null where there is one, or nobody could see. */
  readonly failure: string | null;
  /** What is not known yet. */
  readonly needs: readonly FactKey[];
}

/** Looks a name up over facts as container runtimes do, with Go's own resolver and this configuration: hosts file, search list, servers in turn. */
export function lookUpName(
  name: string,
  config: ResolverConfig,
  facts: FactBook,
  hidden: (key: FactKey) => { what: string; why: string; needed: string } | null,
): NameLookUp {
  const walker = new Walker({ facts, hidden, judge: () => ({ ok: true }), allowInsecureAuth: false, missing: null });
  const policy = { kind: 'go', config, because: 'container runtimes look names up so' } as const;
  const found = resolveName(walker, policy, name, null);
  return {
    addresses: found.kind === 'addresses' ? found.addresses : [],
    failure: found.kind === 'failed' ? found.text : null,
    needs: walker.unknowns.length > 0 ? [] : [...walker.needs.values()],
  };
}
