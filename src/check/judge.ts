import type { TlsFact } from '../facts/facts.js';
import type { Host } from '../host/host.js';
import type { RootSet, TlsPolicy } from '../plan/transport.js';
import type { CertificateVerdict } from '../replay/environment.js';
import { judgeChain } from '../trust/judge.js';
import type { CertificatePool } from '../trust/pool.js';
import { readPool } from '../trust/read-pool.js';
import type { TrustProblemKind, TrustVerdict } from '../trust/verdict.js';

const KINDS = {
  expired: 'tls-expired',
  'not-yet-valid': 'tls-not-yet-valid',
  name: 'tls-name',
  'legacy-name': 'tls-legacy-name',
  'unknown-authority': 'tls-untrusted',
  other: 'tls-certificate-other',
} as const satisfies Record<TrustProblemKind, string>;

export type Verdicts = (fact: TlsFact, policy: TlsPolicy, serverName: string) => TrustVerdict;

/** Certificate verdicts on one host, each worked out once. */
export function verdictsOn(host: Host): Verdicts {
  // By the fact itself: every replay of every reference asks again, and chains are long.
  const byFact = new WeakMap<TlsFact, Map<string, TrustVerdict>>();
  const poolOf = poolsOf(host);
  return (fact, policy, serverName) => {
    const known = byFact.get(fact) ?? new Map<string, TrustVerdict>();
    byFact.set(fact, known);
    const id = JSON.stringify([policy.roots, policy.goVersion, serverName]);
    const old = known.get(id);
    if (old !== undefined) return old;
    const judged = (roots: RootSet): TrustVerdict =>
      judgeChain({
        chain: fact.chain.map((certificate) => Buffer.from(certificate, 'base64')),
        roots: poolOf(roots),
        serverName,
        nowMs: host.nowMs,
        goVersion: policy.goVersion,
      });
    // The directories hold hundreds of links to what the bundle has already, and more roots make no good chain bad.
    const byBundle = judged({ ...policy.roots, systemDirectories: [] });
    const verdict = byBundle.ok || policy.roots.systemDirectories.length === 0 ? byBundle : judged(policy.roots);
    known.set(id, verdict);
    return verdict;
  };
}

/** Pools of one host by what they are read from, each read once. */
function poolsOf({ files }: Pick<Host, 'files'>): (roots: RootSet) => CertificatePool {
  const pools = new Map<string, CertificatePool>();
  return (roots) => {
    const id = JSON.stringify([roots.replacesSystem, roots.systemFiles, roots.systemDirectories, roots.extra]);
    const pool = pools.get(id) ?? readPool(files, roots);
    pools.set(id, pool);
    return pool;
  };
}

/** Gives the verdicts of each machine, by its files and its time; made once for each. */
export function rememberedVerdicts(): (host: Host) => Verdicts {
  const verdicts = new WeakMap<Host['files'], Map<number, Verdicts>>();
  return (host) => {
    const byTime = verdicts.get(host.files) ?? new Map<number, Verdicts>();
    verdicts.set(host.files, byTime);
    const known = byTime.get(host.nowMs) ?? verdictsOn(host);
    byTime.set(host.nowMs, known);
    return known;
  };
}

/** The same in the words of failures, as replay wants it. */
export function judgeFor(
  verdicts: Verdicts,
): (fact: TlsFact, policy: TlsPolicy, serverName: string) => CertificateVerdict {
  return (fact, policy, serverName) => {
    const verdict = verdicts(fact, policy, serverName);
    if (verdict.ok) return { ok: true };
    return { ok: false, kind: KINDS[verdict.firstFailure ?? 'other'], text: verdict.text };
  };
}
