import type { FailureKind } from '../plan/failure.js';
import type { Attempt } from '../replay/walk.js';
import type { FindingCode } from './codes.js';
import type { Case, DiagnosisContext } from './context.js';
import type { Evidence, Finding } from './finding.js';
import { reply } from './look-up.js';

/** A name server that failed, with the one that then answered. */
interface PassedOver {
  readonly entry: Case;
  readonly attempt: Attempt;
  /** Address of the server that answered. */
  readonly next: string;
  readonly evidence: readonly Evidence[];
  /** A warning about it, the rest filled in. */
  finding(code: FindingCode, said: Pick<Finding, 'title' | 'evidence' | 'nextStep'>): Finding;
}

/** Look-ups that came out well only because a later server answered: each failing server once a client. */
export function passedOver(context: DiagnosisContext, kinds: readonly FailureKind[]): PassedOver[] {
  return context.cases.flatMap((entry) => {
    const lookUps = entry.walk.attempts.filter(({ step, retry }) => step === 'dns' && retry === 0);
    const found = new Map<string, PassedOver>();
    for (const attempt of lookUps) {
      const { address } = attempt;
      if (address === null || found.has(address) || !kinds.some((kind) => kind === attempt.outcome)) continue;
      const better = lookUps.find(
        (later) =>
          later.id > attempt.id &&
          later.parent === attempt.parent &&
          later.url === attempt.url &&
          later.outcome === 'ok',
      );
      if (better?.address == null) continue;
      found.set(address, describe(entry, attempt, better, context));
    }
    return [...found.values()];
  });
}

function describe(entry: Case, attempt: Attempt, better: Attempt, context: DiagnosisContext): PassedOver {
  const own = context.host.resolver.nameservers.find(({ address }) => address === attempt.address);
  const { source } = own ?? {};
  return {
    entry,
    attempt,
    next: better.address ?? '',
    evidence: [reply(attempt, context), reply(better, context)],
    finding: (code, said) => ({
      code,
      severity: 'warning',
      subject: `name server ${attempt.address}`,
      location: source?.kind === 'file' ? { path: source.name, line: source.line } : null,
      clients: [entry.plan.client],
      causedBy: null,
      detail: null,
      about: { origin: null, registry: null, file: source?.kind === 'file' ? source.name : null },
      ...said,
    }),
  };
}
