import { duration } from '../duration.js';
import type { ReportFinding, ReportFix } from '../schema.js';
import { pasteLines } from '../text/paste.js';

/** What `reload` says of clients that need not be told. */
const NOTHING = 'none needed';

/** A fix in words and lines, for every form that is read. */
export interface FixWords {
  /** `Fix for buildah: …`, `Next step for buildah: …` where somebody else must act. */
  readonly heading: string;
  /** How it is known: `proven by replay: slow 30.1 s → ok 86 ms`. */
  readonly proof: string;
  /** Shell lines that do it; empty where there is nothing to paste, null where the content belongs on no screen. */
  readonly paste: readonly string[] | null;
  /** What a person must judge or do. */
  readonly prose: readonly string[];
  readonly limits: readonly string[];
  /** What the client must be told; null: nothing. */
  readonly reload: string | null;
  /** Lines for a pod's spec, or flags of `docker run`, and what they cost; null: none. */
  readonly pod: { readonly lines: string; readonly language: 'yaml' | 'sh'; readonly cost: string } | null;
}

/** Fixes of a finding in words. @param finding its fixes, best first. @param root where the looked-at machine's `/` is, for whoever pastes (`pasteRoot`). @param arrow from the old to the new. */
export function fixWords({ fixes }: Pick<ReportFinding, 'fixes'>, root: string, arrow = '→'): FixWords[] {
  return fixes.map((fix, index) => {
    const isTold = fix.files.length > 0 || (fix.commands.length > 0 && fix.reload !== NOTHING);
    return {
      heading: `${label(fix, index)} for ${fix.client}: ${fix.summary}`,
      proof: proofWords(fix, arrow),
      paste: pasteLines(fix, root),
      prose: fix.prose.filter((shown) => shown !== fix.summary),
      limits: fix.limits,
      reload: isTold && fix.reload !== '' ? fix.reload : null,
      pod: podWords(fix),
    };
  });
}

function label({ proof }: ReportFix, index: number): string {
  if (proof.kind !== 'hypothetical') return index === 0 ? 'Fix' : 'Or';
  return index === 0 ? 'Next step' : 'Also';
}

function proofWords({ proof }: ReportFix, arrow: string): string {
  if (proof.says !== undefined) return `${proof.kind === 'tried' ? 'tried here: ' : ''}${proof.says}`;
  const before = `${proof.before.outcome} ${duration(proof.before.ms)}`;
  const after =
    proof.after.outcome === 'unknown'
      ? "what comes after can't be seen yet"
      : `${proof.after.outcome} ${duration(proof.after.ms)}`;
  return `${proof.kind === 'replayed' ? 'proven by replay' : 'if that is done'}: ${before} ${arrow} ${after}`;
}

function podWords({ pod }: ReportFix): FixWords['pod'] {
  if (pod === undefined) return null;
  const cost = podCost(pod);
  return pod.started === 'otherwise'
    ? { lines: pod.flags, language: 'sh', cost: `With docker run or podman run. In a pod: ${cost}` }
    : { lines: pod.yaml.replace(/\n$/, ''), language: 'yaml', cost: `Under spec of the pod. ${cost}` };
}

/** Which Pod Security level admits the lines for a pod, and what they give away. */
export function podCost({ podSecurity, gives }: NonNullable<ReportFix['pod']>): string {
  const level =
    podSecurity === 'restricted'
      ? 'Every Pod Security level admits this.'
      : `Pod Security level needed: ${podSecurity}.`;
  return `${level} ${gives}`;
}
