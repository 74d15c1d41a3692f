import type { Fact } from '../facts/facts.js';
import { type HelperKey, keyId } from '../facts/keys.js';
import type { Case, DiagnosisContext } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import type { Change } from '../findings/trials.js';
import { nodesOf } from '../plan/visit.js';
import { goodAnswer, stepOf } from './assumed-answers.js';

/** Requests with the helper's credentials until the manifest is there; more is a loop. */
const MAX_REQUESTS = 12;

/** The machine with the finding's helper installed, in order, and knowing the right login; nothing is sent to see what would follow. */
export function workingHelper(finding: Finding, entry: Case, context: DiagnosisContext): Change {
  const program = finding.subject.split(' ').at(-1) ?? '';
  const path = (context.host.environment['PATH'] ?? '').split(':').find((each) => each.startsWith('/')) ?? '/usr/bin';
  const files = [{ path: `${path}/${program}`, content: '' }];
  const facts: (readonly [string, Fact])[] = [];
  const change = (): Change => ({ files, facts: [...facts], unasked: true });
  for (let request = 0; request < MAX_REQUESTS; request += 1) {
    const { walk, plan } = context.trials.run(entry.plan, change());
    if (request === 0) for (const key of helperKeys(plan.root, program)) facts.push([keyId(key), GIVEN]);
    else if (walk.needs.length === 0) return change();
    else
      for (const key of walk.needs)
        if (key.kind === 'http') facts.push([keyId(key), goodAnswer(stepOf(key), new URL(key.url).pathname)]);
  }
  return change();
}

const GIVEN: Fact = { kind: 'helper', outcome: 'credentials', credential: 'basic', ms: 1, detail: null };

function helperKeys(root: Parameters<typeof nodesOf>[0], program: string): HelperKey[] {
  const keys: HelperKey[] = [];
  for (const node of nodesOf(root)) {
    const credential =
      node.kind === 'sequence' ? node.looksUp : node.kind === 'follow' && 'rule' in node ? node.rule?.credential : null;
    if (credential?.helper?.program === program)
      keys.push({ kind: 'helper', program, server: credential.helper.server });
  }
  return keys;
}
