import type { StorageFinding } from '../../findings/storage/rule.js';
import type { StorageFix } from '../../fixes/storage/fix.js';
import { prescribeStorage } from '../../fixes/storage/prescribe.js';
import type { PodLines } from '../../kubernetes/storage-lines.js';
import type { ReportFinding, ReportFix } from '../schema.js';

/** Findings of storage in the form of every report. Ids are given by the caller, `s1`, `s2`… */
export function storageFindings(findings: readonly StorageFinding[]): ReportFinding[] {
  return findings.map((finding, index) => ({
    id: `s${index + 1}`,
    code: finding.code,
    severity: finding.severity,
    title: finding.title,
    subject: finding.subject,
    location: finding.location ?? null,
    evidence: finding.evidence.map((text) => ({ text, fact: null })),
    clients: [...finding.clients],
    causedBy: null,
    detail: null,
    runbook: `docs/runbooks/${finding.code}.md`,
    nextStep: finding.nextStep,
    fixes: prescribeStorage(finding).map((fix, place) => reportFix(fix, `s${index + 1}x${place + 1}`, finding)),
  }));
}

function reportFix(fix: StorageFix, id: string, { clients, context }: StorageFinding): ReportFix {
  const onNode = fix.where === 'node' ? ' (on the node)' : '';
  return {
    id,
    kind: fix.where === 'here' ? 'host' : 'server',
    client: (fix.clients ?? clients).join(', '),
    summary: `${fix.summary}${onNode}`,
    limits: [...fix.limits],
    files: [],
    commands: [...fix.commands],
    prose: [],
    reload: 'none needed',
    proof: {
      kind: fix.proof.kind,
      before: { outcome: 'fail', ms: 0 },
      after: { outcome: fix.proof.kind === 'tried' ? 'ok' : 'unknown', ms: 0 },
      says: fix.proof.says,
    },
    ...(fix.pod === null ? {} : { pod: reportPod(fix.pod, context.facts.inPod) }),
  };
}

function reportPod({ yaml, level, gives, flags }: PodLines, inPod: boolean): NonNullable<ReportFix['pod']> {
  return { yaml, podSecurity: level, gives, flags, started: inPod ? 'by Kubernetes' : 'otherwise' };
}
