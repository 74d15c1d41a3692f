import type { DnsFact } from '../../facts/facts.js';
import { type DnsKey, keyId } from '../../facts/keys.js';
import type { FailureKind } from '../../plan/failure.js';
import type { ResolverPolicy } from '../../plan/transport.js';
import type { Walker } from '../walker.js';
import type { Resolution } from './resolve.js';

const TYPES = ['A', 'AAAA'] as const;

/** One name at one server after another, as one resolver does it. */
type NameResult =
  | { readonly kind: 'found'; readonly addresses: string[]; readonly facts: string[] }
  | { readonly kind: 'absent'; readonly fact: string }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly text: string;
      readonly fact: string;
      readonly goOn: boolean;
    }
  | { readonly kind: 'blocked' };

/**
 * Candidate names in order over DNS. Go keeps the error of the first try unless a later name exists (`goLookupIPCNAMEOrder`);
 * musl stops at a server failure where the others go on with the next suffix.
 */
export function lookUpOverDns(
  walker: Walker,
  policy: ResolverPolicy,
  host: string,
  names: readonly string[],
  parent: number | null,
): Resolution {
  let last: Resolution | null = null;
  for (const [index, name] of names.entries()) {
    const result =
      policy.kind === 'musl' ? askAllAtOnce(walker, policy, name, parent) : askInTurn(walker, policy, name, parent);
    if (result.kind === 'blocked') {
      // Queries are cheap: ask for the names after this one in the same round.
      for (const later of names.slice(index + 1))
        for (const server of policy.config.nameservers.slice(0, 1))
          for (const type of TYPES) {
            const key: DnsKey = { kind: 'dns', server: server.address, name: later, type };
            if (!walker.environment.facts.has(key)) walker.need(key);
          }
      return { kind: 'blocked' };
    }
    if (result.kind === 'found') return { kind: 'addresses', addresses: result.addresses, facts: result.facts };
    if (result.kind === 'absent') {
      const text = `lookup ${host}${on(policy)}: no such host`;
      if (last === null || last.kind !== 'failed' || last.failure === 'dns-nxdomain')
        last = { kind: 'failed', failure: 'dns-nxdomain', text, fact: result.fact };
      continue;
    }
    last = {
      kind: 'failed',
      failure: result.failure,
      text: `lookup ${host}${on(policy)}: ${result.text}`,
      fact: result.fact,
    };
    if (!result.goOn) break;
  }
  return last ?? { kind: 'failed', failure: 'dns-nxdomain', text: `lookup ${host}: no such host`, fact: null };
}

function on(policy: ResolverPolicy): string {
  const server = policy.config.nameservers[0];
  return policy.kind === 'go' && server !== undefined ? ` on ${server.address}:53` : '';
}

/** Go `tryOneName` and glibc: servers in turn, all of them again for `attempts` rounds; "no such name" is final. */
function askInTurn(walker: Walker, policy: ResolverPolicy, name: string, parent: number | null): NameResult {
  const { nameservers, attempts, timeoutMs } = policy.config;
  let failed: NameResult | null = null;
  for (let round = 0; round < attempts; round += 1) {
    for (const server of nameservers) {
      const facts = both(walker, server.address, name);
      if (facts === null) return { kind: 'blocked' };
      const attempt = walker.open({ step: 'dns', parent, address: server.address, url: name, facts: facts.ids });
      const silent = facts.list.some(({ outcome }) => outcome === 'silent');
      walker.clock += silent ? timeoutMs : Math.max(...facts.list.map(({ ms }) => ms));
      const addresses = facts.list.flatMap(({ addresses: found }) => found);
      if (addresses.length > 0) {
        walker.succeed(attempt);
        return { kind: 'found', addresses, facts: facts.ids };
      }
      const outcome = worst(facts.list);
      if (outcome === 'absent') {
        // Not a failed step of its own: the search list makes this the usual answer.
        walker.succeed(attempt);
        attempt.detail = 'no such name';
        return { kind: 'absent', fact: facts.ids[0] ?? '' };
      }
      const [failure, text] = outcome;
      attempt.outcome = failure;
      attempt.ms = walker.clock - attempt.startMs;
      attempt.detail = text;
      failed = { kind: 'failed', failure, text, fact: facts.failed, goOn: true };
    }
  }
  return (
    failed ?? {
      kind: 'failed',
      failure: 'dns-unreachable',
      text: 'no name server is configured',
      fact: '',
      goOn: false,
    }
  );
}

/** musl asks every server at once and takes the first answer; a server failure ends the search (musl `res_msend.c`, `lookup_name.c`). */
function askAllAtOnce(walker: Walker, policy: ResolverPolicy, name: string, parent: number | null): NameResult {
  const answers: { list: DnsFact[]; ids: string[]; failed: string; ms: number; server: string }[] = [];
  let blocked = false;
  for (const server of policy.config.nameservers) {
    const facts = both(walker, server.address, name);
    if (facts === null) blocked = true;
    else answers.push({ ...facts, ms: Math.max(...facts.list.map(({ ms }) => ms)), server: server.address });
  }
  const answered = answers
    .filter(({ list }) => list.every(({ outcome }) => outcome !== 'silent' && outcome !== 'unreachable'))
    .sort((a, b) => a.ms - b.ms)[0];
  if (blocked && answered === undefined) return { kind: 'blocked' };
  const chosen = answered ?? answers[0];
  if (chosen === undefined)
    return { kind: 'failed', failure: 'dns-unreachable', text: 'no name server is configured', fact: '', goOn: false };
  const attempt = walker.open({ step: 'dns', parent, address: chosen.server, url: name, facts: chosen.ids });
  walker.clock += answered === undefined ? policy.config.timeoutMs * policy.config.attempts : chosen.ms;
  const addresses = chosen.list.flatMap(({ addresses: found }) => found);
  if (addresses.length > 0 && !chosen.list.some(({ outcome }) => outcome === 'nxdomain')) {
    walker.succeed(attempt);
    return { kind: 'found', addresses, facts: chosen.ids };
  }
  const outcome = worst(chosen.list);
  if (outcome === 'absent') {
    walker.succeed(attempt);
    return { kind: 'absent', fact: chosen.ids[0] ?? '' };
  }
  attempt.outcome = outcome[0];
  attempt.ms = walker.clock - attempt.startMs;
  return { kind: 'failed', failure: outcome[0], text: outcome[1], fact: chosen.failed, goOn: false };
}

function both(walker: Walker, server: string, name: string): { list: DnsFact[]; ids: string[]; failed: string } | null {
  const list: DnsFact[] = [];
  const ids: string[] = [];
  let failed = '';
  for (const type of TYPES) {
    const key: DnsKey = { kind: 'dns', server, name, type };
    const fact = walker.environment.facts.get(key);
    if (fact === undefined) walker.need(key);
    else {
      list.push(fact);
      ids.push(keyId(key));
      if (fact.outcome !== 'answer' && fact.outcome !== 'nodata' && failed === '') failed = keyId(key);
    }
  }
  return list.length < TYPES.length ? null : { list, ids, failed: failed === '' ? (ids[0] ?? '') : failed };
}

function worst(facts: readonly DnsFact[]): 'absent' | [FailureKind, string] {
  if (facts.some(({ outcome }) => outcome === 'silent')) return ['dns-timeout', 'i/o timeout'];
  if (facts.some(({ outcome }) => outcome === 'unreachable'))
    return [
      'dns-unreachable',
      `the name server can't be reached (${facts.find(({ detail }) => detail !== null)?.detail ?? 'no answer'})`,
    ];
  if (facts.some(({ outcome }) => outcome === 'server-failure' || outcome === 'malformed'))
    return [
      'dns-server-failure',
      `server misbehaving (${facts.find(({ detail }) => detail !== null)?.detail ?? 'SERVFAIL'})`,
    ];
  return 'absent';
}
