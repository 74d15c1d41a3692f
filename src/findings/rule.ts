import type { FindingCode } from './codes.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Evidence, Finding } from './finding.js';

/** What a rule says of one cause; `finding()` fills in the rest. */
export type Explanation = Pick<Finding, 'title' | 'subject' | 'evidence' | 'nextStep'> &
  Partial<Pick<Finding, 'location' | 'detail' | 'severity' | 'about'>>;

/** One finding code: how it is recognised. Rules before it in the catalogue have had their say on a cause already. */
export interface Rule {
  readonly code: FindingCode;
  /** True: the code names the hop that failed, and the next rule that explains the cause gives the `detail`. */
  readonly namesHop?: boolean;
  /** Explains one cause, or leaves it to the rules after. */
  explains?(cause: Cause, context: DiagnosisContext): Explanation | null;
  /** Sees something in the whole that no single failure shows. */
  notices?(context: DiagnosisContext): readonly Finding[];
}

/** `https://host:443`: scheme, host and the port in full, as every finding names an endpoint. */
export function endpoint(url: URL): string {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return `${url.protocol}//${url.hostname}:${port}`;
}

/** `host:443` */
export function hostPort(url: URL): string {
  return endpoint(url).replace(/^https?:\/\//, '');
}

/** A sentence resting on the fact behind the cause. */
export function seen(cause: Cause, text: string): Evidence {
  return { text, fact: cause.failure.fact };
}

/** A whole finding from an explanation and the cause it explains. */
export function finding(code: FindingCode, explanation: Explanation, cause: Cause): Finding {
  return {
    code,
    severity: cause.severity,
    location: null,
    clients: [cause.case.plan.client],
    causedBy: null,
    detail: null,
    about: { origin: endpoint(cause.url), registry: cause.url.host, file: null },
    ...explanation,
  };
}
