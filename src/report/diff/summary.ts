import { cleanText } from '../../text/clean.js';
import { duration } from '../duration.js';
import type { DiffClient, DiffDocument, Difference } from './schema.js';

/** Longest echo of a path. */
const MAX_CHARACTERS = 200;

/** One sentence: who comes to another outcome, and what explains it as far as that is known. */
export function diffSummary(
  { clients, findings, differences }: Pick<DiffDocument, 'clients' | 'findings' | 'differences'>,
  matters: boolean,
  good: string,
): string {
  if (!matters) return 'Nothing that matters differs.';
  const changed = clients.filter(({ differs }) => differs);
  if (changed.length === 0)
    return findings.gained.length + findings.lost.length > 0
      ? 'The outcomes are the same; what was found differs.'
      : 'The outcomes are the same; what decided them differs.';
  const [explains] = differences.filter(({ weight }) => weight === 'explains');
  const parts = differences.filter(({ weight }) => weight === 'takes part');
  const who = changed.map(outcomeChange).join(', ');
  const from = cleanText(good, MAX_CHARACTERS);
  if (explains !== undefined)
    return `${who}: ${nameOf(explains)} explains it: with it as in ${from}, ${comesTo(explains, clients)}.`;
  if (parts.length > 0)
    return `${who}: no single difference explains it, but these do together: ${parts.map(nameOf).join(', ')}.`;
  return `${who}: nothing that differs explains it in replay.`;
}

/** `buildah: ok, now slow`. */
export function outcomeChange({ client, good, bad }: DiffClient): string {
  return `${client}: ${good?.outcome ?? 'not judged'} there, ${bad?.outcome ?? 'not judged'} here`;
}

/** A difference by name. */
export function nameOf({ kind, subject }: Difference): string {
  return kind === 'file' ? subject : `${KINDS[kind]} ${subject}`;
}

/** What replay of the second report comes to with it. */
export function comesTo({ clients: names }: Pick<Difference, 'clients'>, clients: readonly DiffClient[]): string {
  return names
    .map((name) => {
      const walk = clients.find(({ client }) => client === name)?.good;
      return `${name} comes to ${walk?.outcome ?? 'the same'}${walk == null ? '' : ` (${duration(walk.predictedMs)} there)`}`;
    })
    .join(', ');
}

/** Kinds as they stand before a name. */
export const KINDS: Readonly<Record<Difference['kind'], string>> = {
  reference: 'the',
  file: 'file',
  variable: 'variable',
  flag: 'flag',
  version: 'version of',
  machine: 'machine:',
  vantage: 'looked from:',
  name: 'name',
  address: 'connection to',
  certificate: 'certificate of',
  handshake: 'handshake with',
  answer: 'answer to',
  helper: 'credential helper',
  time: 'the',
};
