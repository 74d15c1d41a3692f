import { describe, expect, inject, test } from 'vitest';
import { rediagnose } from '../../src/check/rediagnose.js';
import { parseSavedReport } from '../../src/check/saved-report.js';
import { MOST_REQUESTS_AT_ONCE_EACH } from '../../src/many/limits.js';
import type { Report } from '../../src/report/schema.js';
import { type GroundRegistry, manyRegistries } from './many/ground.js';
import { measured, skopeoLoop } from './many/measure.js';
import { BLACK_HOLE, manyReferences } from './many/references.js';
import { withCase } from './rig/fixture.js';
import type { Rig } from './rig/rig.js';

const { missing } = inject('conformance');

/** Promised for a machine that does nothing else; while other tests run beside this one, several times as much is allowed. */
const MOST_MS = 15_000;
const BUSY = 4;
const MOST_BYTES = 200 * 1024 * 1024;
/** A sample of the loop; `REGDOCTOR_MANY=all` runs all of it, which takes minutes, and holds regdoctor to its promise of time. */
const IS_BENCH = process.env.REGDOCTOR_MANY === 'all';
const SKOPEO_SAMPLE = 20;
/** skopeo waits that long for a registry that is silent. */
const SKOPEO_LIMIT_MS = 60_000;
/** Every so many-th report is diagnosed again. */
const REDIAGNOSED = 10;

describe.skipIf(missing.length > 0)('a thousand references on twenty registries', () => {
  test('every broken one with its cause, in time, within memory, what they share asked once', async () => {
    await withCase('many', manyRegistries, async (rig, registries) => {
      const expected = manyReferences();
      await rig.host.writeFile('/root/images.txt', `${expected.map(({ reference }) => reference).join('\n')}\n`);
      await rig.firewall.forget();
      const run = await measured(rig, [
        'check',
        ...['--file', '/root/images.txt'],
        ...['--client', 'buildah'],
        ...['--output', 'jsonl=/root/reports.jsonl'],
      ]);
      const attempts = await rig.firewall.attempts();
      const reports = await reportsIn(rig);
      say(`${seconds(run.ms)}, ${seconds(run.processorMs)} of a processor, ${Math.round(run.mostBytes / 2 ** 20)} MiB`);

      expect(run.code).toBe(1);
      expect(told(run.stdout)).toEqual(expected.map(({ reference, code }) => [reference, code]));
      const causes = new Map(reports.map((report) => [report.reference.input, causeOf(report)]));
      expect(expected.map(({ reference }) => [reference, causes.get(reference)])).toEqual(
        expected.map(({ reference, code }) => [reference, code ?? 'ok']),
      );
      expect(run.stdout.trimEnd().split('\n').at(-1)).toMatch(/^broken: 1,000 references: 100 broken, 900 ok: /);
      expect(run.mostBytes).toBeLessThanOrEqual(MOST_BYTES);
      expect(run.ms).toBeLessThanOrEqual(IS_BENCH ? MOST_MS : MOST_MS * BUSY);

      const connections = counts(attempts.map(({ address, port }) => `${address}:${port}`));
      const shared = registries.map(({ requests }) => requests.filter(({ path }) => path === '/v2/').length);
      say(`most connections to one endpoint: ${Math.max(...connections.values())}; pings: ${shared.join(' ')}`);
      // One for each request that is under way at the same time, and one handshake that is only looked at.
      for (const [endpoint, count] of connections)
        expect([endpoint, count <= MOST_REQUESTS_AT_ONCE_EACH + 1]).toEqual([endpoint, true]);
      for (const count of shared) expect(count).toBeLessThanOrEqual(2);
      expectSameOffline(reports);
      await besideSkopeo(rig, registries);
    });
  });
});

/** Line by line of what stands before the summary: reference and code. */
function told(stdout: string): [string, string | null][] {
  const lines = stdout.split('\n\n')[0]?.split('\n') ?? [];
  return lines.map((line) => {
    const [, word = '', reference = '', code] = line.split(/ +/);
    return [reference, word === 'ok' ? null : (code ?? null)];
  });
}

function causeOf({ verdict, findings }: Report): string {
  return findings.find(({ severity }) => severity !== 'info')?.code ?? verdict;
}

async function reportsIn(rig: Rig): Promise<Report[]> {
  const lines = (await rig.host.readFile('/root/reports.jsonl')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Report);
}

/** One line of the stream is a report like any other: complete, and diagnosed again it says the same. */
function expectSameOffline(reports: readonly Report[]): void {
  for (const report of reports.filter((each, index) => index % REDIAGNOSED === 0 || each.exitCode !== 0)) {
    const read = parseSavedReport(JSON.stringify(report));
    if (!read.ok) throw new Error(`${report.reference.input}: ${read.message}`);
    const again = rediagnose(read.report);
    expect({ verdict: again.verdict, findings: again.findings, unknown: again.unknown }).toEqual({
      verdict: report.verdict,
      findings: report.findings,
      unknown: report.unknown,
    });
  }
}

async function besideSkopeo(rig: Rig, registries: readonly GroundRegistry[]): Promise<void> {
  const names = manyReferences().map(({ reference }) => reference);
  const answered = names.filter((name) => !name.startsWith(BLACK_HOLE.name));
  const silent = names.filter((name) => name.startsWith(BLACK_HOLE.name));
  const step = Math.ceil(answered.length / SKOPEO_SAMPLE);
  const sample = IS_BENCH ? answered : answered.filter((_, index) => index % step === 0);
  const times = await skopeoLoop(rig, sample, SKOPEO_LIMIT_MS);
  // Those that only wait take no time from each other: what a loop would take is their sum.
  const waits = IS_BENCH ? await skopeoLoop(rig, silent, SKOPEO_LIMIT_MS, silent.length) : [];
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  say(
    `skopeo in a loop over ${registries.length} registries: ${sample.length} of ${answered.length} that are answered took ${seconds(sum(times))}` +
      (waits.length === 0 ? '' : `, the ${waits.length} that are silent ${seconds(sum(waits))}`),
  );
}

function counts(names: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function say(line: string): void {
  process.stdout.write(`many: ${line}\n`);
}
