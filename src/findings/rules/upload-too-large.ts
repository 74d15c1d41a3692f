import { bytesOf } from '../../text/bytes.js';
import { answerEvidence } from '../answer.js';
import { registryAsked } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { endpoint, type Rule } from '../rule.js';

const TOO_LARGE = 413;

/** A part that was sent: its size and what came of it. */
interface Part {
  readonly bytes: number;
  readonly status: number;
  readonly fact: string;
}

/** A proxy or the registry refuses the size of an upload (413). */
export const uploadTooLarge: Rule = {
  code: 'upload-too-large',
  explains(cause, context) {
    const { failure, request, url } = cause;
    if (failure.status !== TOO_LARGE || request.step !== 'upload') return null;
    const parts = partsOf(cause, context);
    const refused = parts.filter(({ status }) => status === TOO_LARGE).sort((a, b) => a.bytes - b.bytes)[0];
    const passed = parts.filter(({ status }) => status < 300).sort((a, b) => b.bytes - a.bytes)[0];
    const size = refused === undefined ? '' : ` of ${bytesOf(refused.bytes)}`;
    return {
      title: `${endpoint(url)} refuses an upload${size} for its size (413)`,
      subject: endpoint(url),
      evidence: [...answerEvidence(cause, context), ...limits(passed, refused)],
      nextStep: `whoever runs ${registryAsked(cause)} or the proxy before it: allow request bodies as large as the largest layer (nginx: client_max_body_size 0; ingress-nginx: the annotation nginx.ingress.kubernetes.io/proxy-body-size: "0")`,
    };
  },
};

function limits(passed: Part | undefined, refused: Part | undefined): Evidence[] {
  if (refused === undefined) return [];
  if (passed === undefined) return [{ text: 'no part was small enough to pass', fact: refused.fact }];
  const text = `the largest part that passed had ${bytesOf(passed.bytes)}, the smallest refused one ${bytesOf(refused.bytes)}`;
  return [{ text, fact: passed.fact }];
}

function partsOf({ case: { walk } }: Cause, { facts }: DiagnosisContext): Part[] {
  return walk.attempts.flatMap(({ method, facts: ids }) => {
    const id = method === 'PATCH' ? ids.at(-1) : undefined;
    const fact = id === undefined ? undefined : facts.byId(id);
    const bytes = Number(/ bytes=(\d+)$/.exec(id ?? '')?.[1]);
    if (id === undefined || fact?.kind !== 'http' || fact.status === null || !(bytes > 0)) return [];
    return [{ bytes, status: fact.status, fact: id }];
  });
}
