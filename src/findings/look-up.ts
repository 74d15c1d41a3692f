import type { DnsFact } from '../facts/facts.js';
import { keyId } from '../facts/keys.js';
import type { Attempt } from '../replay/walk.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Evidence } from './finding.js';
import { partsOf } from './parts.js';

/** Names asked of one server that evidence shows; a long search list says no more after these. */
const MAX_REPLIES = 6;

/** What each name server said to each name that the client tried for this request. */
export function repliesOf(cause: Cause, context: DiagnosisContext): Evidence[] {
  return distinct(partsOf(cause, 'dns').map((attempt) => reply(attempt, context))).slice(0, MAX_REPLIES);
}

/** One reply in words: the A query stands for both unless only the other failed. */
export function reply(attempt: Attempt, { facts }: Pick<DiagnosisContext, 'facts'>): Evidence {
  const seen = attempt.facts.flatMap((id): [string, DnsFact][] => {
    const fact = facts.byId(id);
    return fact?.kind === 'dns' ? [[id, fact]] : [];
  });
  const [id, fact] = seen.find(([, { outcome }]) => outcome !== 'answer' && outcome !== 'nodata') ?? seen[0] ?? [];
  const server = attempt.address ?? 'the name server';
  if (id === undefined || fact === undefined)
    return { text: `${server}: ${attempt.detail ?? 'no answer'}`, fact: null };
  return { text: `name server ${server}: ${said(fact, attempt.url ?? '')}`, fact: id };
}

function said(fact: DnsFact, name: string): string {
  switch (fact.outcome) {
    case 'answer':
      return `${name} is ${fact.addresses.slice(0, 4).join(', ')}`;
    case 'nxdomain':
      return `${name} does not exist (NXDOMAIN)`;
    case 'nodata':
      return `${name} exists but has no address`;
    case 'server-failure':
      return `fails for ${name} (${fact.detail ?? 'SERVFAIL'})`;
    case 'unreachable':
      return `can't be reached (${fact.detail ?? 'refused'})`;
    case 'malformed':
      return `answers something that is no DNS answer for ${name}`;
    case 'silent':
      return `no answer to ${fact.queries} queries for ${name} within ${Math.round(fact.ms)} ms`;
  }
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((entry) => [entry.text, entry])).values()];
}

/** Name servers that the client asked for this request, in its order. */
export function serversOf(cause: Cause): string[] {
  return [...new Set(partsOf(cause, 'dns').flatMap(({ address }) => (address === null ? [] : [address])))];
}

/** A configured name server that knows a name although the ones asked do not; asks for what is not known yet. */
export function otherServerThatKnows(
  name: string,
  asked: readonly string[],
  context: DiagnosisContext,
): { readonly server: string; readonly fact: DnsFact } | null {
  for (const { address: server } of context.host.resolver.nameservers) {
    if (asked.includes(server)) continue;
    const facts = (['A', 'AAAA'] as const).map((type) => context.trials.wanted({ kind: 'dns', server, name, type }));
    const fact = facts.find((entry) => entry?.outcome === 'answer');
    if (fact !== undefined) return { server, fact };
  }
  return null;
}

/**
 * What getaddrinfo of this machine finds where its name servers know nothing: modules of nsswitch that a program with Go's own
 * resolver never asks. Asked only where the files looked at are this machine's own.
 */
export function foundByLibc(name: string, context: DiagnosisContext): Evidence[] {
  if (!hasOwnLibc(context)) return [];
  const key = { kind: 'dns', server: 'libc', name, type: 'ANY' } as const;
  const fact = context.trials.wanted(key);
  if (fact?.outcome !== 'answer' || fact.addresses.length === 0) return [];
  const sources = context.host.resolver.nsswitch.join(' ');
  return [
    {
      text: `getaddrinfo on this machine finds ${name} at ${fact.addresses.slice(0, 4).join(', ')}${sources === '' ? '' : ` (nsswitch: hosts: ${sources})`}; the client's own resolver does not`,
      fact: keyId(key),
    },
  ];
}

/** Clients that pull for the kubelet, on the node and by the node's files. */
const NODE_CLIENTS: readonly string[] = ['containerd', 'k3s', 'rke2', 'k0s', 'docker', 'cri-o'];

/**
 * What the resolver of the pod that this runs in says, where the files looked at are a node's: pod and node see different things there, and the
 * answer that counts is said too.
 */
export function ownView(name: string, cause: Cause, context: DiagnosisContext): Evidence[] {
  const { vantage } = context;
  if (vantage.files === '/' || vantage.network === 'node') return [];
  const key = { kind: 'dns', server: 'libc', name, type: 'ANY' } as const;
  const fact = context.trials.wanted(key);
  if (fact?.outcome !== 'answer' || fact.addresses.length === 0) return [];
  const { client } = cause.case.plan;
  const whose = NODE_CLIENTS.includes(client) ? "the kubelet's pull" : `${client} on that machine`;
  const here = vantage.network === 'pod' ? 'in this pod' : 'where regdoctor runs';
  return [
    {
      text: `${here} ${name} is ${fact.addresses.slice(0, 4).join(', ')}, by the resolv.conf under ${vantage.files} it is not known: ${whose} uses the latter`,
      fact: keyId(key),
    },
  ];
}

/** False where getaddrinfo of the machine this runs on would speak for another one: a mounted disk, or a machine that exists in memory only. */
export function hasOwnLibc({ vantage, host }: Pick<DiagnosisContext, 'vantage' | 'host'>): boolean {
  return vantage.files === '/' && host.libc !== 'none';
}
