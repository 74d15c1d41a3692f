import type { Remedy } from '../../clients/client.js';
import type { Case, DiagnosisContext } from '../../findings/context.js';
import { causeBehind, slowCauseBehind } from '../cause-behind.js';
import { fileDraft } from '../file-drafts.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';
import { remediesWanted, type WantedRemedy } from '../remedy-goals.js';

/** Limits that begin with the same so many characters say the same. */
const SAME_WORDS = 24;

/** The client's own configuration, whatever its files are called: each client says what would reach the goal, replay decides whether it does. */
export const clientRemedy: FixRule = {
  codes: [
    'fallback-delay',
    'https-on-http-port',
    'tcp-refused',
    'tcp-timeout',
    'tcp-unreachable',
    'tls-unknown-ca',
    'tls-self-signed',
    'tls-missing-intermediate',
    'tls-name-mismatch',
    'tls-legacy-cn',
    'tls-expired',
    'auth-token-realm-unreachable',
    'blob-redirect-unreachable',
  ],
  afterOthers: true,
  drafts(finding, entry, context) {
    const cause = finding.code === 'fallback-delay' ? slowCauseBehind(finding, entry) : causeBehind(finding, entry);
    if (cause === null) return [];
    return remediesWanted(finding.code, cause, context).flatMap((wanted) => draftsFor(wanted, entry, context));
  },
};

function draftsFor({ goal, lead, limits }: WantedRemedy, { plan }: Case, context: DiagnosisContext): FixDraft[] {
  return context.remedies(plan, goal).flatMap((remedy) => {
    if (contradicts(remedy, context)) return [];
    const files = fileDraft(context.host.files, remedy.files);
    return files === null
      ? []
      : [{ ...draft(remedy, lead, limits, files), ...(goal.kind === 'unverified' ? { lastResort: true } : {}) }];
  });
}

/** True where somebody gave the flag, and gave it otherwise. */
function contradicts({ flags = {} }: Remedy, context: DiagnosisContext): boolean {
  const given: Readonly<Record<string, unknown>> = { ...context.flags };
  return Object.entries(flags).some(([name, value]) => typeof given[name] === 'boolean' && given[name] === !value);
}

function draft(
  remedy: Remedy,
  lead: string | null,
  limits: readonly string[],
  { files, commands, prose, change }: NonNullable<ReturnType<typeof fileDraft>>,
): FixDraft {
  // The client may have said the same in words of its own.
  const own = limits.filter(
    (each) => !remedy.limits.some((said) => said.slice(0, SAME_WORDS) === each.slice(0, SAME_WORDS)),
  );
  return {
    ...NO_CHANGE,
    kind: 'host',
    summary: lead === null ? remedy.summary : `${lead}: ${remedy.summary}`,
    limits: [...remedy.limits, ...own],
    files,
    commands,
    prose: [...remedy.prose, ...prose],
    reload: remedy.reload,
    change: remedy.flags === undefined ? change : { ...change, flags: remedy.flags },
  };
}
