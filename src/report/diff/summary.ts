import { cleanText } from '../../text/clean.js';
import { duration } from '../duration.js';
import type { DiffClient, DiffDocument, Difference } from './schema.js';

/** Longest echo of a path. */
const MAX_CHARACTERS = 200;

/** One sentence: who comes to another outcome, and what explains it as far as that is known. @param replayed how much of what differs was replayed. */
export function diffSummary(
  { clients, findings, differences }: Pick<DiffDocument, 'clients' | 'findings' | 'differences'>,
  matters: boolean,
  good: string,
  replayed: 'all' | 'some' | 'none',
): string {
  if (!matters) return 'Nothing that matters differs.';
  const changed = clients.filter(({ differs }) => differs);
  if (changed.length === 0)
    return findings.gained.length + findings.lost.length > 0
      ? 'The outcomes are the same; what was found differs.'
      : 'The outcomes are the same; what decided them differs.';
  const [explains] = differences.filter(({ weight }) => weight === 'explains');
  const parts = differences.filter(({ weight }) => weight === 'takes part');
  const who = [...Map.groupBy(changed, endChange)]
    .map(([change, those]) => `${those.map(({ client }) => client).join(', ')}: ${change}`)
    .join('; ');
  if (explains !== undefined)
    return `${who}. ${capital(nameOf(explains))} explains it: replayed with it as in ${cleanText(good, MAX_CHARACTERS)}, ${comesTo(explains, clients)}.`;
  if (parts.length > 0)
    return `${who}. No single difference explains it, but these do together: ${parts.map(nameOf).join(', ')}.`;
  return replayed === 'all'
    ? `${who}. Nothing that differs explains it in replay.`
    : `${who}. What explains it can't be told from these reports.`;
}

/** `ok there, slow here`. */
function endChange({ good, bad }: DiffClient): string {
  if (good?.outcome === bad?.outcome) return 'fails here by something else';
  return `${good?.outcome ?? 'not judged'} there, ${bad?.outcome ?? 'not judged'} here`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A difference by name. */
export function nameOf({ kind, subject }: Difference): string {
  return kind === 'file' ? subject : `${KINDS[kind]} ${subject}`;
}

/** What replay of the second report comes to with it: `buildah comes to ok (33 ms there)`, `buildah and podman fail as there`. */
export function comesTo({ clients: names }: Pick<Difference, 'clients'>, clients: readonly DiffClient[]): string {
  const walks = names.map((name) => ({ name, walk: clients.find(({ client }) => client === name)?.good ?? null }));
  const groups = Map.groupBy(walks, ({ walk }) => walk?.outcome ?? 'unknown');
  return [...groups]
    .map(([outcome, those]) => {
      const [first, ...others] = those;
      const who = those.map(({ name }) => name).join(', ');
      const many = others.length > 0;
      if (outcome === 'fail') return `${who} ${many ? 'fail' : 'fails'} as there`;
      const time = many || first?.walk == null ? '' : ` (${duration(first.walk.predictedMs)} there)`;
      return `${who} ${many ? 'come' : 'comes'} to ${outcome}${time}`;
    })
    .join('; ');
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
