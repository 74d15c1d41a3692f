import type { FactBook } from '../facts/book.js';
import type { Case, Outcome } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import { proxyOf, proxyUrl } from '../findings/proxy.js';
import type { Rights } from '../findings/rights.js';
import type { Fix } from '../fixes/fix.js';
import type { Source } from '../host/source.js';
import type { Vantage } from '../host/vantage.js';
import { parseReference } from '../reference/parse.js';
import { cleanText } from '../text/clean.js';
import { withoutUserInformation } from '../text/user-information.js';
import { cleanViews, cleanWords } from './clean-report.js';
import { disagreement } from './disagreement.js';
import { exitCodeOf } from './exit-code.js';
import { reportRights } from './rights.js';
import type { Report, ReportAttempt, ReportClient, ReportFinding } from './schema.js';
import { summarize } from './summary.js';

export interface BuildInput {
  readonly version: string;
  readonly startedAt: Date;
  readonly operation: Report['operation'];
  readonly reference: string;
  readonly vantage: Vantage;
  readonly cases: readonly Case[];
  readonly findings: readonly { readonly finding: Finding; readonly fixes: readonly Fix[] }[];
  readonly facts: FactBook;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Who may do what, where that was looked at. */
  readonly rights?: Rights | null;
  /** Pod and node side by side, where both can be had. */
  readonly views?: Report['views'];
  readonly notes: readonly string[];
  readonly strict: boolean;
  readonly totalMs: number;
}

/** Longest echo of what was typed. */
const MAX_INPUT_CHARACTERS = 300;

/** The report of a finished check, without `exitCode` known to anyone else before. */
export function buildReport(input: BuildInput): Report {
  const codeByFact = new Map(
    input.findings.flatMap(({ finding }) =>
      finding.evidence.flatMap(({ fact }) => (fact === null ? [] : [[fact, finding.code] as const])),
    ),
  );
  const { findings, clients, unknown, notes } = cleanWords({
    findings: input.findings.map(({ finding, fixes }, index) => reportFinding(finding, fixes, index)),
    clients: input.cases.map((entry) => reportClient(entry, codeByFact)),
    unknown: dedupe(input.cases.flatMap(({ walk }) => walk.unknowns.map((entry) => ({ ...entry })))),
    notes: [...input.notes],
  });
  if (clients.length === 0)
    unknown.push({
      what: 'any verdict',
      why: 'no client program or configuration was found',
      needed: "--client NAME, or --root where the node's disk is mounted",
    });
  const partial = { findings, unknown, clients };
  const exitCode = exitCodeOf(partial, input.strict);
  const verdict = verdictOf(
    clients.map(({ outcome }) => outcome),
    findings,
  );
  return {
    schemaVersion: 1,
    kind: 'check',
    operation: input.operation,
    tool: { name: 'regdoctor', version: input.version },
    startedAt: input.startedAt.toISOString(),
    exitCode,
    reference: reportReference(input),
    vantage: { ...input.vantage },
    ...(input.views === undefined ? {} : { views: cleanViews(input.views) }),
    ...(input.operation === 'push' && input.rights !== undefined ? { rights: reportRights(input.rights) } : {}),
    verdict,
    summary: summarize({ verdict, findings, clients, unknown, operation: input.operation }),
    disagreement: disagreement(clients),
    unknown,
    clients,
    facts: Object.fromEntries([...input.facts.entries()].map(([id, fact]) => [id, { ...fact }])),
    inputs: { ...input.inputs, ...(input.strict ? { strict: true } : {}) },
    findings,
    notes,
    error: null,
    timing: { totalMs: input.totalMs },
  };
}

function dedupe<Entry>(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function reportReference({ reference, cases }: BuildInput): Report['reference'] {
  const parsed = parseReference(reference);
  const own = cases[0]?.plan.reference ?? (parsed.ok ? parsed.reference : null);
  return {
    input: cleanText(withoutUserInformation(reference), MAX_INPUT_CHARACTERS),
    registry: own?.registry ?? null,
    repository: own?.repository ?? null,
    tag: own?.tag ?? null,
    digest: own?.digest ?? null,
  };
}

function verdictOf(outcomes: readonly Outcome[], findings: readonly ReportFinding[]): Report['verdict'] {
  if (outcomes.includes('fail')) return 'broken';
  if (outcomes.length === 0 || outcomes.includes('unknown')) return 'unknown';
  if (outcomes.includes('slow') || findings.some(({ severity }) => severity === 'warning')) return 'degraded';
  return 'ok';
}

function reportSource(source: Source): ReportClient['sources'][number] {
  return { path: source.name, line: source.line, says: source.says };
}

function reportClient(entry: Case, codeByFact: ReadonlyMap<string, string>): ReportClient {
  const { plan, walk, outcome } = entry;
  return {
    client: plan.client,
    version: plan.version.text,
    versionFrom: plan.version.from,
    basis: plan.basis,
    outcome,
    predictedMs: walk.ms,
    bound: walk.bound,
    says: walk.failure?.text ?? null,
    attempts: walk.attempts.map(({ facts, ...attempt }) => ({
      ...attempt,
      facts: [...facts],
      finding:
        attempt.outcome === 'ok'
          ? null
          : (facts.map((id) => codeByFact.get(id)).find((code) => code !== undefined) ?? null),
      ...proxyField(entry, { ...attempt, facts }),
    })),
    sources: dedupe(plan.sources.map(reportSource)),
    real: null,
  };
}

/** The proxy of a request, with what names it; parts of a request and waits have none of their own. */
function proxyField(entry: Case, request: Case['walk']['attempts'][number]): Pick<ReportAttempt, 'proxy'> {
  const url = request.parent === null && request.step !== 'wait' ? URL.parse(request.url ?? '') : null;
  if (url === null) return {};
  const proxy = proxyOf({ case: entry, request, url });
  if (proxy === null || 'error' in proxy) return { proxy: null };
  return { proxy: `${proxyUrl(proxy)} (${proxy.source.name})` };
}

function reportFinding(finding: Finding, fixes: readonly Fix[], index: number): ReportFinding {
  const { about: _, mirrorOnly: _m, location, evidence, clients, ...rest } = finding;
  return {
    id: `f${index + 1}`,
    ...rest,
    location: location === null ? null : { ...location },
    evidence: evidence.map((entry) => ({ ...entry })),
    clients: [...clients],
    runbook: `docs/runbooks/${finding.code}.md`,
    fixes: fixes.map((fix, number) => ({
      id: `f${index + 1}x${number + 1}`,
      kind: fix.kind,
      client: fix.client,
      summary: fix.summary,
      limits: [...fix.limits],
      files: fix.files.map((file) => ({ ...file, edits: file.edits.map((edit) => ({ ...edit })) })),
      commands: [...fix.commands],
      prose: [...fix.prose],
      reload: fix.reload,
      proof: {
        kind: fix.proof.kind,
        before: { ...fix.proof.before },
        after: {
          ...fix.proof.after,
          attempts: fix.proof.after.attempts.map(({ facts, ...attempt }) => ({
            ...attempt,
            facts: [...facts],
            finding: null,
          })),
        },
      },
    })),
  };
}
