import { rightsSentence } from '../../findings/rights.js';
import { EXIT } from '../exit-code.js';
import type { RoundtripInput } from './build.js';
import type { RoundtripDocument, RoundtripLeft, RoundtripRights, RoundtripRun } from './schema.js';

type Judged = Pick<RoundtripDocument, 'verdict' | 'summary' | 'exitCode' | 'unknown'>;
type Unknown = RoundtripDocument['unknown'][number];

/**
 * The worst that happened to what should work: broken (1) where a client failed with the rights it has, else unknown (3) where something could not
 * be tried, else ok or degraded (0). That nobody may do anything without an account is no fault.
 */
export function verdictOf(input: RoundtripInput & Pick<RoundtripDocument, 'findings'>): Judged {
  const { runs, rights, left, interrupted, untried, findings, diagnosis } = input;
  if (untried !== null) return couldNot([untried], `can't tell: ${untried.why} (needed: ${untried.needed}).`);
  const over = left.filter(({ why }) => !why.startsWith('kept'));
  const stays = over.length === 0 ? '' : ` Left behind: ${over.map(({ tag }) => tag).join(', ')}, see above.`;
  if (interrupted) {
    const what = { what: 'the rest of the round trip', why: 'it was interrupted', needed: 'another run' };
    const nothing = `nothing ${left.length === 0 ? 'of it' : 'but what --keep asked for'} is left in the registry.`;
    const words = over.length === 0 ? nothing : `not all could be removed.${stays}`;
    return couldNot([what, ...unseenRemovals(left)], `can't tell: interrupted; ${words}`);
  }
  const needsAccount = rights === null || rights.account === null;
  const failed = runs.filter((run) => run.outcome === 'fail' && !(needsAccount && isRefused(run)) && !isLocal(run));
  const [first] = failed;
  if (first !== undefined) {
    const cause = diagnosis?.findings.find(({ severity }) => severity !== 'info')?.title ?? first.says ?? 'no word';
    const summary = `${names(failed)} failed to ${first.does === 'look' ? 'reach the registry' : first.does}: ${cause}.${stays}`;
    return { verdict: 'broken', exitCode: EXIT.finding, unknown: unseenRemovals(left), summary };
  }
  const unknown = [
    ...runs.filter(({ outcome }) => outcome !== 'ok').map(unseenRun),
    ...unseenRights(rights),
    ...unseenRemovals(left),
  ];
  const [open] = unknown;
  if (open !== undefined)
    return couldNot(unknown, `can't tell: ${open.what}: ${open.why} (needed: ${open.needed}).${stays}`);
  const works = `pushed by ${names(runs, 'push')}, pulled back by ${names(runs, 'pull')}; ${rightsWords(rights)}`;
  if (findings.some(({ severity }) => severity === 'warning'))
    return { verdict: 'degraded', exitCode: EXIT.ok, unknown, summary: `${works}: that is too much.${stays}` };
  return { verdict: 'ok', exitCode: EXIT.ok, unknown, summary: `${works}.${stays}` };
}

function couldNot(unknown: Unknown[], summary: string): Judged {
  return { verdict: 'unknown', exitCode: EXIT.unknown, unknown, summary };
}

function isRefused({ refusal }: RoundtripRun): boolean {
  return refusal === 'denied';
}

/** A client that can't work on this machine says nothing of the registry. */
function isLocal({ refusal }: RoundtripRun): boolean {
  return refusal === 'local';
}

function unseenRun(run: RoundtripRun): Unknown {
  const { does, client, outcome, says, next } = run;
  const what = `whether ${client} can ${does === 'look' ? 'reach the registry' : does}`;
  if (outcome === 'fail' && !isLocal(run))
    return {
      what,
      why: 'the registry wants an account for it, and none is here',
      needed: next ?? 'an account',
    };
  const cured = isLocal(run) ? `${client} able to work on this machine: its words say what is in the way` : null;
  return { what, why: says ?? 'it was stopped', needed: next ?? cured ?? 'a longer --timeout' };
}

function unseenRights(rights: RoundtripRights | null): Unknown[] {
  if (rights === null) return [];
  return (['pull', 'push'] as const)
    .filter((what) => rights.anonymous[what].may === 'unknown')
    .map((what) => ({
      what: `whether anyone may ${what}`,
      why: rights.anonymous[what].seen,
      needed: `regdoctor check ${rights.repository} --push --anonymous`,
    }));
}

/** A tag that nobody saw to be gone, nor to be there. */
function unseenRemovals(left: readonly RoundtripLeft[]): Unknown[] {
  return left
    .filter(({ sure }) => !sure)
    .map(({ repository, tag, why, ways: [way] }) => ({
      what: `whether ${repository}:${tag} is gone`,
      why,
      needed: way === undefined ? 'its removal by hand' : `its removal, ${way.when}`,
    }));
}

function names(runs: readonly RoundtripRun[], does?: RoundtripRun['does']): string {
  const all = runs.filter((run) => does === undefined || run.does === does).map(({ client }) => client);
  return [...new Set(all)].join(', ');
}

function rightsWords(rights: RoundtripRights | null): string {
  if (rights === null) return 'rights were not tried';
  const [registry = '', ...path] = rights.repository.split('/');
  const { pull, push } = rights.anonymous;
  const anonymous = { pull: pull.may, push: push.may };
  const told = {
    registry,
    repository: path.join('/'),
    client: 'skopeo',
    anonymous,
    account: null,
    anonymousPushFact: null,
  };
  return rightsSentence(told) ?? 'what anyone may do could not be seen';
}
