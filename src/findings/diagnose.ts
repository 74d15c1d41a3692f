import { isMirrorOnly } from './answer.js';
import { RULES } from './catalogue.js';
import { linkConsequences } from './consequences.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Finding, Severity } from './finding.js';
import { finding, type Rule } from './rule.js';
import { withoutPath } from './without-path.js';

const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Findings by cause: root causes first, errors before warnings, the most specific first; silence on a healthy set-up. */
export function diagnose(context: DiagnosisContext): Finding[] {
  const found: Finding[] = [];
  for (const cause of context.causes) {
    const explained = explain(cause, context, RULES);
    if (explained !== null) found.push(explained);
  }
  for (const rule of RULES) found.push(...(rule.notices?.(context) ?? []));
  const merged = linkConsequences(merge(found));
  const rank = new Map(RULES.map(({ code }, index) => [code, index]));
  return merged.sort(
    (a, b) =>
      Number(a.causedBy !== null) - Number(b.causedBy !== null) ||
      SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
      hopRank(a) - hopRank(b) ||
      (rank.get(a.code) ?? 0) - (rank.get(b.code) ?? 0),
  );
}

/** The first rule that explains a cause has the word; where it names a hop, the next one says what is wrong there. */
function explain(cause: Cause, context: DiagnosisContext, rules: readonly Rule[]): Finding | null {
  for (const [index, rule] of rules.entries()) {
    const explanation = rule.explains?.(cause, context) ?? null;
    if (explanation === null) continue;
    const found = withoutPath(cause, context, {
      ...finding(rule.code, explanation, cause),
      mirrorOnly: isMirrorOnly(cause),
    });
    if (rule.namesHop !== true || found.detail !== null) return found;
    return { ...found, detail: explain(cause, context, rules.slice(index + 1))?.code ?? null };
  }
  return null;
}

/** A mirror's failure comes after the registry's own. */
function hopRank({ mirrorOnly }: Finding): number {
  return mirrorOnly === true ? 1 : 0;
}

/** One finding for one code and subject, with all clients it touches and the worst severity. */
function merge(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const entry of findings) {
    const id = `${entry.code} ${entry.subject}`;
    const known = merged.get(id);
    if (known === undefined) {
      merged.set(id, entry);
      continue;
    }
    const severity = SEVERITY_ORDER[entry.severity] < SEVERITY_ORDER[known.severity] ? entry.severity : known.severity;
    const evidence = [
      ...known.evidence,
      ...entry.evidence.filter(({ text }) => !known.evidence.some((other) => other.text === text)),
    ];
    merged.set(id, { ...known, severity, evidence, clients: [...new Set([...known.clients, ...entry.clients])] });
  }
  return [...merged.values()];
}
