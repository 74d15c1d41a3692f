import { causesOf } from '../findings/causes.js';
import type { Case, DiagnosisContext } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import { stopsBeforeSecrets } from '../findings/gets-further.js';
import { observationsOf } from '../findings/observations.js';
import { outcomeOf } from '../findings/outcome.js';
import type { Change, Trial } from '../findings/trials.js';
import { FIX_RULES } from './catalogue.js';
import type { Fix, FixDraft } from './fix.js';
import { serverDraft } from './server.js';

/** More proven fixes than this for one finding and client is a choice, not an answer. */
const MAX_FIXES = 2;

const NOT_LOGGED_IN =
  'tried up to the login only: no credential is sent to a server that this client does not trust yet';

/**
 * Fixes for a finding, each tried in replay before it is given. *Proven*: the client gets through and not slower than before,
 * or its walk gets further and the failure it had is gone. What can't be proven is not printed; then, and for findings that only somebody else
 * can cure, the last entry says who must change what, replayed over changed facts.
 */
export function prescribe(finding: Finding, context: DiagnosisContext): Fix[] {
  if (finding.severity === 'info') return [];
  const fixes: Fix[] = [];
  for (const entry of context.cases.filter(({ plan }) => finding.clients.includes(plan.client))) {
    const given: string[] = [];
    for (const draft of draftsFor(finding, entry, context, given)) {
      if (given.length >= MAX_FIXES) break;
      // The same fix under another file name: needed only where the first name didn't work.
      if (given.includes(draft.summary)) continue;
      const trial = context.trials.run(entry.plan, changeOf(draft));
      if (!cures(entry, trial, finding)) continue;
      fixes.push(proven(draft, entry, trial));
      given.push(draft.summary);
    }
    // A setting that was made to work needs nobody else.
    if (given.length > 0 && finding.code.startsWith('config-')) continue;
    const server = serverDraft(finding, entry, context);
    const trial = context.trials.run(entry.plan, server.change);
    fixes.push({
      ...proven(server, entry, trial),
      proof: {
        kind: 'hypothetical',
        before: side(entry.walk),
        after: { ...side(trial.walk), attempts: trial.walk.attempts },
      },
    });
  }
  return mergeClients(fixes);
}

/** Drafts of all rules that know the code; a rule that comes after the others is asked only while none has been given. */
function* draftsFor(
  finding: Finding,
  entry: Case,
  context: DiagnosisContext,
  given: readonly string[],
): Generator<FixDraft> {
  for (const rule of FIX_RULES.filter(({ codes }) => codes.includes(finding.code))) {
    if (rule.afterOthers === true && given.length > 0) continue;
    yield* rule.drafts(finding, entry, context);
  }
}

function changeOf(draft: FixDraft): Change {
  const files: { path: string; content: string | null }[] = [];
  for (const { path, action, content } of draft.files) {
    if (action === 'write') files.push({ path, content: content ?? '' });
    if (action === 'remove') files.push({ path, content: null });
  }
  return { ...draft.change, files: [...files, ...(draft.change.files ?? [])] };
}

/** True where replay shows the finding gone and the walk no worse: it ends well, or fails later for another reason. */
export function cures(entry: Case, trial: Trial, finding: Finding): boolean {
  const after = outcomeOf(trial.walk);
  if (after === 'ok') return entry.outcome !== 'ok' || !(isStillThere(finding, trial) || isStillSeen(finding, trial));
  if (after === 'slow')
    return entry.outcome === 'fail' || (entry.outcome === 'slow' && trial.walk.ms < entry.walk.ms / 2);
  if (entry.outcome !== 'fail') return false;
  if (after === 'unknown') return stopsBeforeSecrets(entry, trial);
  const kinds = new Set(causesOf(entry).map(({ failure }) => failure.kind));
  const left = causesOf({ ...entry, plan: trial.plan, walk: trial.walk, outcome: after });
  return (
    left.length > 0 &&
    left.every(({ failure }) => !kinds.has(failure.kind) && failure.kind.startsWith('http-')) &&
    !finding.code.startsWith('auth-')
  );
}

/** True where something that the finding rests on fails in the changed walk too. */
function isStillThere({ evidence }: Finding, { walk }: Trial): boolean {
  return walk.attempts.some(
    ({ outcome, facts }) => outcome !== 'ok' && evidence.some(({ fact }) => fact !== null && facts.includes(fact)),
  );
}

/** True where the line that the finding is about would still be there, in the changed configuration. */
function isStillSeen(finding: Finding, { plan }: Trial): boolean {
  return finding.code.startsWith('config-') && observationsOf(finding, plan).length > 0;
}

function side(walk: Trial['walk']): Fix['proof']['before'] {
  return { outcome: outcomeOf(walk), ms: walk.ms };
}

function proven({ change: _, assumes, ...draft }: FixDraft, entry: Case, trial: Trial): Fix {
  const limits = trial.withheld ? [...draft.limits, NOT_LOGGED_IN] : draft.limits;
  return {
    ...draft,
    limits,
    client: entry.plan.client,
    proof: {
      kind: assumes === true ? 'hypothetical' : 'replayed',
      before: side(entry.walk),
      after: { ...side(trial.walk), attempts: trial.walk.attempts },
    },
  };
}

/** One fix that is the same for several clients is said once, under all their names. */
function mergeClients(fixes: readonly Fix[]): Fix[] {
  const merged = new Map<string, Fix>();
  for (const fix of fixes) {
    const id = JSON.stringify([fix.kind, fix.summary, fix.files, fix.commands, fix.prose]);
    const known = merged.get(id);
    merged.set(id, known === undefined ? fix : { ...known, client: `${known.client}, ${fix.client}` });
  }
  return [...merged.values()].sort((a, b) => order(a) - order(b));
}

/** Proven fixes first; who else must change what after them; what gives protection up last. */
function order(fix: Fix): number {
  if (fix.lastResort === true) return 2;
  return fix.proof.kind === 'replayed' ? 0 : 1;
}
