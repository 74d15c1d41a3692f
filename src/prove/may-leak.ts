import type { CheckResult } from '../check/check.js';
import { nodesOf } from '../plan/visit.js';

/** What replay names as needed where a client would send an account over plain HTTP. */
const INSECURE = '--allow-insecure-auth';

/**
 * Whether a client's real program would, or could, send its login over plain HTTP, as far as this check saw. What was not shown to be safe counts as
 * unsafe: with a login, a walk that ended early (a time limit, an error of the server, Ctrl-C) says nothing about the request after it.
 * Over HTTPS alone a failure is safe: no answer named a token server on plain HTTP, where replay would have stopped.
 */
export function mayLeak({ plan, walk }: CheckResult['cases'][number]): boolean {
  if (walk.unknowns.some(({ needed }) => needed === INSECURE)) return true;
  if (walk.outcome === 'ok') return false;
  const nodes = [...nodesOf(plan.root)];
  const hasLogin = nodes.some((node) => node.kind === 'follow' && 'rule' in node && node.rule?.credential != null);
  const asksPlainly = nodes.some((node) => node.kind === 'request' && URL.parse(node.url)?.protocol === 'http:');
  return hasLogin && (asksPlainly || walk.outcome === 'unknown');
}
