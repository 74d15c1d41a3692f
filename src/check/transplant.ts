import { FactBook } from '../facts/book.js';
import type { Fact } from '../facts/facts.js';
import type { Host } from '../host/host.js';
import { hostWithFiles } from '../host/overlay.js';
import { resolverConfig } from '../host/resolver-files.js';
import type { Parts } from '../report/diff/candidate.js';
import { endOf } from '../report/diff/end.js';
import type { Report } from '../report/schema.js';
import { createExaminer } from './examine.js';
import type { SavedInputs } from './inputs.js';
import { OFFLINE } from './rediagnose.js';
import { savedSubject } from './saved-subject.js';

/**
 * What clients end in (`endOf`), in replay of one saved report with parts of another: those clients that end differently in the two. What neither the
 * changed run nor its own facts know is taken as the other saw it: a machine that is configured alike asks alike. Offline and pure.
 */
export function endsWith(bad: Report, good: Report, parts: Parts): ReadonlyMap<string, string> {
  const [own, other] = [inputsOf(bad), inputsOf(good)];
  const subject = savedSubject(
    { vantage: { ...bad.vantage, ...picked(good.vantage, parts.vantage ?? []) } },
    changed(own, other, parts),
  );
  const host = withFiles(subject.host, savedSubject(good, other).host, parts.files ?? []);
  const facts = new FactBook(factsOf(good)).withChanges([
    ...factsOf(bad),
    ...(parts.facts ?? []).flatMap(([id, otherId]): [string, Fact][] => {
      const fact = good.facts[otherId];
      return fact === undefined ? [] : [[id, fact as unknown as Fact]];
    }),
  ]);
  const clients = subject.clients.filter(({ client }) => endIn(bad, client.name) !== endIn(good, client.name));
  const walks = createExaminer({ ...subject, host, clients }, facts).walk(OFFLINE);
  return new Map(walks.map(({ plan, outcome, walk }) => [plan.client, endOf({ outcome, attempts: walk.attempts })]));
}

function changed(own: SavedInputs, other: SavedInputs, parts: Parts): SavedInputs {
  const names = new Set(parts.variables ?? []);
  const environment = Object.fromEntries([
    ...Object.entries(own.environment).filter(([name]) => !names.has(name)),
    ...Object.entries(other.environment).filter(([name]) => names.has(name)),
  ]);
  const versions = new Set(parts.versions ?? []);
  const programs = new Set(parts.processes ?? []);
  const taken = Object.fromEntries((parts.inputs ?? []).map((key) => [key, other[key]]));
  return {
    ...own,
    ...taken,
    flags: { ...own.flags, ...picked(other.flags, parts.flags ?? []) },
    processes: [
      ...(own.processes ?? []).filter(({ name }) => !programs.has(name)),
      ...(other.processes ?? []).filter(({ name }) => programs.has(name)),
    ],
    environment,
    clients: own.clients.map((entry) =>
      versions.has(entry.client) ? (other.clients.find(({ client }) => client === entry.client) ?? entry) : entry,
    ),
  };
}

/** These keys with the values that they have there, none included. */
function picked<Whole extends object>(from: Whole, keys: readonly string[]): Partial<Whole> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key))) as Partial<Whole>;
}

/** A file that could not be read on the other machine is none here either. */
function withFiles(host: Host, other: Host, paths: readonly string[]): Host {
  if (paths.length === 0) return host;
  const changes = paths.map((path) => {
    const read = other.files.read(path);
    return { path, content: read.kind === 'file' ? read.text : null };
  });
  const after = hostWithFiles(host, changes);
  return { ...after, resolver: resolverConfig(after.files, after.environment) };
}

function endIn({ clients }: Report, name: string): string | null {
  const client = clients.find((each) => each.client === name);
  return client === undefined ? null : endOf(client);
}

function inputsOf(report: Report): SavedInputs {
  return report.inputs as unknown as SavedInputs;
}

function factsOf(report: Report): [string, Fact][] {
  return Object.entries(report.facts) as unknown as [string, Fact][];
}
