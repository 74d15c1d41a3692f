import type { FindingCode } from './codes.js';
import type { Finding } from './finding.js';

/** Settings that were meant to cure a symptom but have no effect: they outrank it. */
const SETTINGS: readonly FindingCode[] = [
  'config-parse-error',
  'config-ignored-wrong-path',
  'config-unknown-key',
  'config-wrong-dialect',
  'config-conflict',
  'config-needs-restart',
];

/**
 * Names the cause in what merely follows from it. A dead setting is an error only where replay showed that it would
 * have cured the client; then the errors of that client follow from it.
 */
export function linkConsequences(findings: readonly Finding[]): Finding[] {
  const roots = findings.filter(({ code, severity }) => SETTINGS.includes(code) && severity === 'error');
  return findings.map((entry) => {
    if (roots.includes(entry) || entry.severity === 'info') return entry;
    const root = roots.find(({ clients }) => entry.clients.every((client) => clients.includes(client)));
    return root === undefined ? entry : { ...entry, causedBy: root.code };
  });
}
