import { cleanText } from '../../text/clean.js';
import { cleanDeep } from '../clean-deep.js';
import { EXIT } from '../exit-code.js';
import type { Report } from '../schema.js';
import type { Candidate, Parts } from './candidate.js';
import { fileCandidates } from './files.js';
import { networkCandidates } from './network.js';
import { diffClients, findingsOnlyIn } from './outcomes.js';
import type { DiffDocument, Difference, DiffSide } from './schema.js';
import { settingCandidates } from './settings.js';
import { diffSummary } from './summary.js';
import { type Weighed, weigh } from './weigh.js';

/** Longest text of a document; longer than any sentence of a rule. */
const MAX_CHARACTERS = 4000;
/** What explains comes first; of two that do, what somebody set before what somebody saw. */
const WEIGHTS: readonly Difference['weight'][] = ['explains', 'takes part', 'decides', 'other'];

/** Two reports, diagnosed with the same rules, and what is needed to tell why they differ. */
export interface DiffInput {
  readonly version: string;
  readonly good: Report;
  readonly bad: Report;
  /** As named in the call. */
  readonly files: { readonly good: string; readonly bad: string };
  /** Versions that saved them. */
  readonly savedBy: { readonly good: string; readonly bad: string };
  /** What each client ends in (`endOf`), in replay of the second report where these parts are as in the first; null where nothing can be replayed. */
  readonly endsWith: ((parts: Parts) => ReadonlyMap<string, string>) | null;
}

/** What differs between two reports and matters, what likely explains their outcomes first. Pure. */
export function buildDiff(input: DiffInput): DiffDocument {
  const { good, bad } = input;
  const clients = diffClients(good, bad);
  const candidates: Candidate[] = [
    ...fileCandidates(good, bad),
    ...settingCandidates(good, bad),
    ...networkCandidates(good, bad),
  ];
  const weighed = weigh(candidates, input, clients);
  const differences = weighed.differences
    .map((difference) => cleanDeep(difference, (text) => cleanText(text, MAX_CHARACTERS)))
    .sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
  const findings = { gained: findingsOnlyIn(bad, good), lost: findingsOnlyIn(good, bad) };
  const matters =
    clients.some(({ differs }) => differs) ||
    [...findings.gained, ...findings.lost].some(({ severity }) => severity !== 'info') ||
    differences.some(({ weight, kind }) => weight !== 'other' || kind === 'reference') ||
    good.verdict !== bad.verdict;
  const document = { clients, findings, differences };
  return {
    schemaVersion: 1,
    kind: 'diff',
    tool: { name: 'regdoctor', version: input.version },
    exitCode: matters ? EXIT.finding : EXIT.ok,
    summary: diffSummary(document, matters, input.files.good, weighed.replayed),
    good: sideOf(good, input.files.good, input.savedBy.good),
    bad: sideOf(bad, input.files.bad, input.savedBy.bad),
    ...document,
    notes: notesOf(good, bad, clients, weighed),
    error: null,
  };
}

function sideOf(report: Report, file: string, tool: string): DiffSide {
  const { startedAt, operation, reference, vantage, verdict, summary } = report;
  const clean = (text: string): string => cleanText(text, MAX_CHARACTERS);
  return {
    file: clean(file),
    startedAt,
    tool: clean(tool),
    operation,
    reference: clean(reference.input),
    vantage,
    verdict,
    summary,
  };
}

function notesOf(good: Report, bad: Report, clients: DiffDocument['clients'], { unseen, replayed }: Weighed): string[] {
  const alone = clients.filter((each) => each.good === null || each.bad === null).map(({ client }) => client);
  return [
    ...(good.reference.input === bad.reference.input
      ? []
      : ['the reports are of two references: what differs may be meant to']),
    ...(good.operation === bad.operation ? [] : ['the reports are of two operations: what differs may be meant to']),
    ...(unseen.length === 0
      ? []
      : [
          `the second run did not see all that the first one saw; with that, replay of the second comes to the outcome of the first: ${unseen.join(', ')}`,
        ]),
    ...(replayed === 'none' && clients.some(({ differs }) => differs)
      ? [
          'names are replaced in these reports, so nothing of them can be replayed: give reports made without --redact-hosts',
        ]
      : []),
    ...(replayed === 'some' ? ['more differs than is replayed: what explains it may be among the rest'] : []),
    ...(alone.length === 0 ? [] : [`judged in one report only, so not compared: ${alone.join(', ')}`]),
  ];
}
