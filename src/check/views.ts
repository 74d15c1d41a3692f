import type { FactBook } from '../facts/book.js';
import type { FactKey } from '../facts/keys.js';
import type { ReportView } from '../report/schema.js';
import { shellWord } from '../text/shell.js';
import { withoutUserInformation } from '../text/user-information.js';
import { hiddenFrom, nodeNetworkLine } from './hidden.js';
import { lookUpName, type NameLookUp } from './name-look-up.js';
import { isElsewhere, nameServersOf } from './name-servers.js';
import type { RunResult } from './run.js';
import type { Subject } from './subject.js';

/** One side of a check: what was looked at, and for which name. */
export interface ViewOptions {
  readonly name: ReportView['name'];
  readonly subject: Subject;
  /** Name that is looked up, or null for none. */
  readonly registry: string | null;
}

/** What a view needs besides what its clients do: the look-up of the registry's name. */
export function viewNeeds(options: ViewOptions, facts: FactBook): readonly FactKey[] {
  return lookUp(options, facts)?.needs ?? [];
}

/** What one side sees: files, network, name servers, the registry's addresses, clients and their ends. Pure. */
export function viewOf(options: ViewOptions, result: Pick<RunResult, 'cases' | 'findings' | 'facts'>): ReportView {
  const { name, subject, registry } = options;
  const found = lookUp(options, result.facts);
  const servers = nameServersOf(subject.host, isElsewhere(subject));
  return {
    name,
    files: subject.vantage.files,
    network: subject.vantage.network,
    nameServers: [...servers.named],
    registry,
    addresses: [...(found?.addresses ?? [])],
    lookUp: found?.failure ?? null,
    clients: result.cases.map(({ plan, walk, outcome }) => ({
      client: plan.client,
      outcome,
      finding:
        result.findings.find(({ finding }) => finding.severity !== 'info' && finding.clients.includes(plan.client))
          ?.finding.code ?? null,
      says: walk.failure?.text ?? null,
    })),
    notSeen: notSeen(options, found, result),
  };
}

function lookUp({ subject, registry }: ViewOptions, facts: FactBook): NameLookUp | null {
  const { reachable } = nameServersOf(subject.host, isElsewhere(subject));
  if (registry === null || reachable === null) return null;
  return lookUpName(registry, reachable, facts, hiddenFrom(subject, facts));
}

/** What this side can't show from here, and what would. */
function notSeen(options: ViewOptions, found: NameLookUp | null, { cases }: Pick<RunResult, 'cases'>): string | null {
  const silent = found !== null && found.addresses.length === 0 && found.failure === null;
  return options.name === 'pod' ? missingOfPod(options, silent, cases) : missingOfNode(options, silent, cases);
}

function missingOfPod({ subject }: ViewOptions, silent: boolean, cases: RunResult['cases']): string | null {
  if (subject.vantage.network === 'node') {
    const word = shellWord(withoutUserInformation(subject.reference));
    return `this pod has the node's network; what an ordinary pod sees: regdoctor pod-spec ${word} --kind run`;
  }
  const cut = silent || cases.some(({ outcome }) => outcome === 'unknown');
  return cut ? 'not all of it was seen while the node was looked at; all of it: --root /' : null;
}

function missingOfNode({ subject, registry }: ViewOptions, silent: boolean, cases: RunResult['cases']): string | null {
  if (!isElsewhere(subject)) return null;
  const { named, reachable, behind } = nameServersOf(subject.host, true);
  const own = named.join(', ');
  const servers = reachable?.nameservers.map(({ address }) => address).join(', ');
  const said: string[] = [];
  if (behind && servers === undefined) said.push(`the node's own resolver ${own} can't be asked from here`);
  else if (behind && registry !== null)
    said.push(`the node asks its own resolver ${own}; asked here were the servers behind it, ${servers}`);
  else if (silent) said.push("the node's name servers gave no answer here");
  if (cases.some(({ walk }) => walk.unknowns.length > 0))
    said.push("not all that the node's clients would meet shows here");
  return said.length === 0 ? null : `${said.join('; ')}; ${nodeNetworkLine(subject.reference)}`;
}
