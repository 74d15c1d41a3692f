import type { Report, ReportFinding, ReportFix } from '../report/schema.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { givesUp } from './consent.js';
import { sameFixIn } from './same-fix.js';

/** Longest echo of an id. */
const MAX_ID_CHARACTERS = 40;
/** Ids that a message lists. */
const MAX_LISTED = 20;

/** What was asked for. Null: not said. */
export interface Choice {
  readonly fixes: readonly string[] | null;
  readonly clients: readonly string[] | null;
}

/** A fix of the report, and what is to become of it. */
export interface Offer {
  readonly finding: ReportFinding;
  /** As today's rules give it again for the files that are there; null: they don't. */
  readonly again: ReportFix | null;
  readonly saved: ReportFix;
  /** `chosen`: to be carried out. `left`: another one is, or none was asked for. `to-name`: only with `--fix`. `elsewhere`: nothing of this machine. */
  readonly state: 'chosen' | 'left' | 'to-name' | 'elsewhere';
  readonly why: string | null;
  /** True: `--fix` names it. */
  readonly named: boolean;
}

const ELSEWHERE = {
  server: 'somebody else must change it',
  request: 'it changes what is asked for, not this machine',
} as const;
const NOT_SEEN = 'its proof rests on answers that nobody has seen';

/**
 * Chooses among the fixes of a saved report. Without ids: for each client the first proven fix of its own configuration for its first finding, unless
 * it gives protection up. Pure.
 * @param today the same report diagnosed again with the files that are there.
 * @param textOf what a file holds now; null: it is not there.
 * @throws UsageError for ids and clients that the report has not.
 */
export function choose(saved: Report, today: Report, choice: Choice, textOf: (path: string) => string | null): Offer[] {
  requireKnown(saved, choice);
  const offers = saved.findings.flatMap((finding) =>
    finding.fixes.map((fix) => offerOf(finding, fix, today, textOf, choice.fixes?.includes(fix.id) === true)),
  );
  const shown = choice.clients === null ? offers : offers.filter(({ saved: fix }) => isFor(fix, choice.clients ?? []));
  const wanted = choice.fixes === null ? defaults(saved, shown, choice.clients) : shown.filter(({ named }) => named);
  return shown.map((offer) => (wanted.includes(offer) ? { ...offer, state: 'chosen' } : offer));
}

function offerOf(
  finding: ReportFinding,
  fix: ReportFix,
  today: Report,
  textOf: (path: string) => string | null,
  named: boolean,
): Offer {
  const again = sameFixIn(today, finding.code, fix);
  const offer = { finding, saved: fix, again, named };
  if (fix.kind !== 'host') return { ...offer, state: 'elsewhere', why: ELSEWHERE[fix.kind] };
  const price = again === null ? null : givesUp(finding, again, today, textOf);
  if (price !== null) return { ...offer, state: 'to-name', why: price };
  if ((again ?? fix).proof.kind === 'hypothetical') return { ...offer, state: 'to-name', why: NOT_SEEN };
  return { ...offer, state: 'left', why: null };
}

function defaults(saved: Report, offers: readonly Offer[], clients: readonly string[] | null): Offer[] {
  const names = clients ?? saved.clients.map(({ client }) => client);
  return names.flatMap((name) => {
    const first = saved.findings.find(
      ({ severity, clients: touched }) => severity !== 'info' && touched.includes(name),
    );
    const offer = offers.find(
      ({ finding, saved: fix, state }) => finding === first && state === 'left' && isFor(fix, [name]),
    );
    return offer === undefined ? [] : [offer];
  });
}

function isFor({ client }: ReportFix, names: readonly string[]): boolean {
  return client.split(', ').some((name) => names.includes(name));
}

function requireKnown(saved: Report, { fixes, clients }: Choice): void {
  const ids = saved.findings.flatMap(({ fixes: all }) => all.map(({ id }) => id));
  const unknown = fixes?.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new UsageError(
      `--fix: the report has no fix ${shown(unknown)}; it has ${ids.length === 0 ? 'none' : ids.slice(0, MAX_LISTED).map(shown).join(', ')}`,
      '--fix',
    );
  const stranger = clients?.find((name) => !saved.clients.some(({ client }) => client === name));
  if (stranger !== undefined)
    throw new UsageError(`--client: the report says nothing of ${shown(stranger)}`, '--client');
}

function shown(id: string): string {
  return cleanText(id, MAX_ID_CHARACTERS);
}
