import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Report, ReportClient, ReportFix } from '../../../src/report/schema.js';
import { pullWith, type RealClient, type RealOutcome } from '../rig/clients.js';
import { withCase } from '../rig/fixture.js';
import { regdoctor, regdoctorOffline } from '../rig/regdoctor.js';
import type { Rig } from '../rig/rig.js';
import type { WireRequest } from '../rig/wire.js';
import type { ConformanceCase, LoggingServer } from './case.js';
import { explainFailure } from './explained.js';
import { againWhileLate, againWhileSlow, quietly, settled, timeDisagreement } from './measure.js';
import { paste } from './paste.js';
import { canBePasted, printedFixes } from './printed-fix.js';
import { essence, expectDiagnosis, readReport, told } from './report-checks.js';
import { predictedConnections, predictedRequests, seenConnections, seenRequests } from './wire-order.js';

/** Wall-clock times of one case, ms: the whole regdoctor process, and each real client before and after its fix. */
export interface CaseTimes {
  readonly regdoctorMs: number;
  readonly before: Readonly<Partial<Record<RealClient, number>>>;
  readonly after: Readonly<Partial<Record<RealClient, number>>>;
}

/** A person's pull after the fix may take this much longer than the report promised. */
const AFTER_MARGIN_MS = 1000;

type Environment = Readonly<Record<string, string>>;

/** Runs a case from its injected fault to the cured client, and compares every step with what the report says. */
export async function runCase(one: ConformanceCase): Promise<CaseTimes> {
  return withCase(one.name, one.build, async (rig, servers) => {
    const stages = new Stages();
    const env = one.environment ?? {};
    const started = await quietly(() => checkWith(rig, one, env, ['--json']));
    const report = readReport(started);
    await stages.run(() => expectDiagnosis(report, one));
    await stages.run(() => expectSameOffline(rig, report, started.stdout));
    const before = await stages.run(() => expectRealClients(rig, one, report, servers));
    const after = await stages.run(() =>
      one.fix === 'applies' ? expectCure(rig, one, report) : expectNothingToPaste(report),
    );
    stages.end();
    return { regdoctorMs: started.ms, before: before ?? {}, after: after ?? {} };
  });
}

/** Goes on after a stage that fails: what the real client did is worth knowing most where the diagnosis is wrong. */
class Stages {
  readonly #failed: unknown[] = [];

  async run<Result>(stage: () => Promise<Result> | Result): Promise<Result | undefined> {
    try {
      return await stage();
    } catch (error) {
      this.#failed.push(error);
      return undefined;
    }
  }

  end(): void {
    const [first, ...others] = this.#failed;
    if (others.length === 0 && first !== undefined) throw first;
    const texts = this.#failed.map((error) => (error instanceof Error ? error.message : String(error)));
    if (texts.length > 0) throw new Error(texts.join('\n\nand then: '));
  }
}

function expectNothingToPaste(report: Report): CaseTimes['after'] {
  expect(told(report).flatMap(({ fixes }) => fixes.filter(canBePasted))).toEqual([]);
  return {};
}

function checkWith(rig: Rig, one: ConformanceCase, env: Environment, flags: readonly string[]) {
  const clients = Object.keys(one.clients).flatMap((client) => ['--client', client]);
  return regdoctor(rig, ['check', one.reference, ...clients, ...(one.flags ?? []), ...flags], { env });
}

/** The saved report says the same again where there is no network at all. */
async function expectSameOffline(rig: Rig, report: Report, saved: string): Promise<void> {
  const path = join(rig.directory, 'report.json');
  await writeFile(path, saved);
  const again = await quietly(() => regdoctorOffline(rig, ['report', path, '--json']));
  const offline = readReport(again);
  expect(essence(offline), 'findings from the saved report').toEqual(essence(report));
  expect(offline.exitCode).toBe(report.exitCode);
}

async function pull(
  rig: Rig,
  one: ConformanceCase,
  client: RealClient,
  env: Environment,
  waits: boolean,
): Promise<RealOutcome> {
  const { flags = [], longestMs } = one;
  const options = { flags, env, ...(longestMs === undefined ? {} : { timeoutMs: longestMs }) };
  const run = () => pullWith(client, one.reference, rig.host, options);
  return waits ? run() : quietly(run);
}

async function expectRealClients(
  rig: Rig,
  one: ConformanceCase,
  report: Report,
  servers: readonly LoggingServer[],
): Promise<CaseTimes['before']> {
  const times: Partial<Record<RealClient, number>> = {};
  for (const predicted of report.clients) {
    const client = predicted.client as RealClient;
    let from: readonly number[] = [];
    const outcome = await againWhileLate(predicted, async () => {
      await settled(servers);
      await rig.firewall.forget();
      from = servers.map(({ requests }) => requests.length);
      return pull(rig, one, client, one.environment ?? {}, one.waits === true);
    });
    times[client] = outcome.ms;
    await settled(servers);
    const logs = servers.map(({ requests }, index) => requests.slice(from[index]));
    const said = `${client} ${outcome.ok ? 'succeeds' : 'fails'} after ${Math.round(outcome.ms)} ms: ${outcome.stderr.slice(-600)}`;
    if (!outcome.ok) explainFailure(one.name, client, outcome.stderr, report);
    expect(outcome.ok, said).toBe(predicted.outcome !== 'fail');
    expect(timeDisagreement(predicted, outcome.ms), said).toBeNull();
    expect(outcome.gaveUp, said).toBe(predicted.bound === 'unbounded');
    if (one.wire === true) await expectWire(rig, predicted, logs);
  }
  return times;
}

async function expectWire(rig: Rig, predicted: ReportClient, logs: readonly (readonly WireRequest[])[]): Promise<void> {
  expect(seenRequests(logs), `requests of ${predicted.client} on the wire`).toEqual(predictedRequests(predicted));
  const connections = predictedConnections(predicted);
  const happened = seenConnections(await rig.firewall.attempts(), connections);
  expect(happened, `connections of ${predicted.client}`).toEqual(connections);
}

/** Pastes what the text report prints, and looks at the real clients and at regdoctor again. */
async function expectCure(rig: Rig, one: ConformanceCase, report: Report): Promise<CaseTimes['after']> {
  const text = await quietly(() => checkWith(rig, one, one.environment ?? {}, []));
  const fixes = (told(report)[0]?.fixes ?? []).filter(canBePasted);
  const printed = printedFixes(text.stdout).filter(({ paste }) => paste !== '');
  expect(fixes.length, `fixes to paste in:\n${text.stdout}`).toBeGreaterThan(0);
  const times: Partial<Record<RealClient, number>> = {};
  let env = one.environment ?? {};
  for (const client of Object.keys(one.clients) as RealClient[]) {
    const isMeant = ({ summary }: ReportFix) => one.whichFix?.test(summary) ?? true;
    const cure = fixes.find((fix) => fix.client.split(', ').includes(client) && isMeant(fix));
    const block = printed.find(
      ({ clients, paste }) =>
        clients.includes(client) &&
        (one.whichFix === undefined || cure?.files.every((file) => paste.includes(file.path))),
    );
    expect(cure, `a fix for ${client}`).toBeDefined();
    expect(block, `a printed fix for ${client} in:\n${text.stdout}`).toBeDefined();
    if (cure === undefined || block === undefined) continue;
    env = await paste(rig, block.paste, env);
    for (const file of cure.files.filter(({ action }) => action === 'write'))
      expect((await rig.host.readFile(file.path)).trimEnd(), `content of ${file.path}`).toBe(file.content?.trimEnd());
    const mostMs = cure.proof.after.ms + AFTER_MARGIN_MS;
    const outcome = await againWhileSlow(mostMs - AFTER_MARGIN_MS / 2, () =>
      pull(rig, one, client, env, one.staysSlow === true),
    );
    times[client] = outcome.ms;
    const said = `${client} after the fix ${block.paste}\n${outcome.stderr.slice(-600)}`;
    expect(outcome.ok, said).toBe(true);
    expect(outcome.ms, said).toBeLessThan(mostMs);
  }
  const cured = readReport(await quietly(() => checkWith(rig, one, env, ['--json'])));
  expect(
    told(cured).map(({ code }) => code),
    'findings after the fix',
  ).not.toContain(one.finding);
  return times;
}
