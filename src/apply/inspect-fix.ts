import type { ApplyFix } from '../report/apply/schema.js';
import { safeWords } from '../report/clean-deep.js';
import type { ReportFix } from '../report/schema.js';
import type { Change } from './change.js';
import type { Offer } from './choose.js';
import { type Ground, type Inspected, inspect } from './inspect.js';
import { wrongWith } from './path-rules.js';
import { changedSince, comparable } from './recorded.js';

/** Files named in one sentence. */
const MAX_NAMED = 3;

/** A fix as it is told, and the changes that carry it out. */
export interface InspectedFix {
  readonly told: ApplyFix;
  readonly changes: readonly Change[];
}

/** Looks at what a chosen fix would change, and at whether it may. Changes nothing. */
export function inspectFix(offer: Offer, ground: Ground): InspectedFix {
  const { again, saved } = offer;
  const fix = again ?? saved;
  if (fix.kind !== 'host')
    return refused(offer, `${offer.why ?? 'it changes nothing here'}: ${safeWords(fix.summary)}`);
  const found = fix.files.map((file) => inspect(file, ground));
  const wrong = found.find((each): each is { readonly error: string } => 'error' in each);
  const files = found.filter((each): each is Inspected => !('error' in each));
  const changes = files.flatMap(({ change }) => (change === null ? [] : [change]));
  const isDone = wrong === undefined && files.length > 0 && changes.length === 0;
  if (again === null && !isDone) return refused(offer, whyGone(saved, ground));
  if (wrong !== undefined) return refused(offer, safeWords(wrong.error));
  const told = { ...tellFix(offer), files: files.map(({ file }) => file) };
  if (isDone) return { told: { ...told, state: 'already', why: null }, changes: [] };
  if (files.length === 0)
    return { told: { ...told, state: 'by-hand', why: 'it has no files: apply runs no commands' }, changes: [] };
  return { told: { ...told, state: 'ready', why: null }, changes };
}

/** A fix as it is told where nothing of it is carried out. */
export function tellFix({ again, saved, finding, state, why }: Offer): ApplyFix {
  const fix = again ?? saved;
  return {
    id: safeWords(saved.id),
    code: safeWords(finding.code),
    client: safeWords(fix.client),
    kind: fix.kind,
    summary: safeWords(fix.summary),
    state: state === 'chosen' ? 'ready' : state,
    why,
    proof: { kind: fix.proof.kind, before: sideOf(fix.proof.before), after: sideOf(fix.proof.after) },
    limits: fix.limits.map(safeWords),
    files: [],
    // Words of a report that today's rules don't say again are nobody's to paste.
    commands: again === null ? [] : [...again.commands],
    prose: again === null ? [] : again.prose.map(safeWords),
    reload: again === null ? '' : safeWords(again.reload),
  };
}

/** The fix is not to be carried out, whatever else is; why, in one clause. */
export function refused(offer: Offer, why: string): InspectedFix {
  return { told: { ...tellFix(offer), state: 'refused', why }, changes: [] };
}

function sideOf({ outcome, ms }: ReportFix['proof']['before']): ApplyFix['proof']['before'] {
  return { outcome, ms };
}

function whyGone(fix: ReportFix, { inputs, disk }: Ground): string {
  const own = fix.files.map(({ path }) => path).filter((path) => wrongWith(path) === null);
  const changed = [...new Set([...own, ...comparable(inputs)])].flatMap((path) => {
    const how = changedSince(inputs, path, disk.read(path));
    return how === null ? [] : [safeWords(`${path} ${how}`)];
  });
  const named = changed.length === 0 ? '' : `: ${changed.slice(0, MAX_NAMED).join(', ')}`;
  return `today's rules don't give it for the files that are there now${named}`;
}
