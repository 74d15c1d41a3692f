import { readdir, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { FindingCode } from '../../../src/findings/codes.js';
import type { Report } from '../../../src/report/schema.js';
import type { RealClient } from '../rig/clients.js';
import { withCase } from '../rig/fixture.js';
import { layoutPath } from '../rig/images.js';
import { pushAs } from '../rig/push.js';
import { regdoctor, regdoctorOffline } from '../rig/regdoctor.js';
import type { Rig } from '../rig/rig.js';
import { againWhileLate, quietly, timeDisagreement } from './measure.js';
import { essence, readReport, told } from './report-checks.js';

/** What a case of pushes sets up. */
export interface PushGround {
  /** Directory of the registry's storage; left out: not looked at. */
  readonly storage?: string;
  /** The OCI layout to push; left out: that of the small image. */
  readonly layout?: string;
  /** What the next step asks of whoever runs the server; afterwards pushes must go well. */
  readonly cure?: () => Promise<unknown>;
}

/** One set-up for pushes, and what regdoctor and the real clients must make of it. */
export interface PushCase {
  readonly name: string;
  readonly build: (rig: Rig) => Promise<PushGround>;
  readonly reference: string;
  /** `unknown`: regdoctor says so, and the client does what it likes. */
  readonly clients: Partial<Readonly<Record<RealClient, 'ok' | 'fail' | 'unknown'>>>;
  /** Code of the first error or warning, or null for none. */
  readonly finding: FindingCode | null;
  readonly severity?: 'error' | 'warning';
  readonly detail?: FindingCode;
  /** Codes that must be told as information. */
  readonly info?: readonly FindingCode[];
  /** Must be in the text that a person reads. */
  readonly says?: readonly string[];
  /** The report's words about rights. */
  readonly rights?: string;
  readonly flags?: readonly string[];
  readonly longestMs?: number;
}

/** A directory that docker-registry leaves of a session: without data and without the time of its start, which make it one. */
const LEFT = /\/_uploads\/[0-9a-f-]{36}(?:\/hashstates(?:\/.*)?)?$/;

/** Runs a case: regdoctor's check, what it left in the storage, the same offline, the real clients, and the cure. */
export async function runPushCase(one: PushCase): Promise<void> {
  await withCase(one.name, one.build, async (rig, ground) => {
    const before = await listing(ground.storage);
    const report = readReport(await quietly(() => check(rig, one, ['--json'])));
    expectPushDiagnosis(report, one);
    expectNothingLeft(before, await listing(ground.storage), report);
    const text = (await quietly(() => check(rig, one, []))).stdout.replace(/\s+/g, ' ');
    for (const words of one.says ?? []) expect(text).toContain(words);
    await expectSameOffline(rig, report);
    for (const predicted of report.clients) {
      const outcome = await againWhileLate(predicted, () => push(rig, one, ground, predicted.client as RealClient));
      const said = `${predicted.client} ${outcome.ok ? 'succeeds' : 'fails'} after ${Math.round(outcome.ms)} ms: ${outcome.stderr.slice(-600)}`;
      if (predicted.outcome === 'unknown') continue;
      expect(outcome.ok, said).toBe(predicted.outcome === 'ok');
      expect(timeDisagreement(predicted, outcome.ms), said).toBeNull();
    }
    if (ground.cure === undefined) return;
    await ground.cure();
    for (const client of Object.keys(one.clients) as RealClient[]) {
      const cured = await push(rig, one, ground, client);
      expect(cured.ok, `${client} after the cure: ${cured.stderr.slice(-600)}`).toBe(true);
    }
    const again = readReport(await quietly(() => check(rig, one, ['--json'])));
    expect(told(again).map(({ code }) => code)).not.toContain(one.finding);
  });
}

function check(rig: Rig, one: PushCase, flags: readonly string[]) {
  const clients = Object.keys(one.clients).flatMap((client) => ['--client', client]);
  return regdoctor(rig, ['check', one.reference, '--push', ...clients, ...(one.flags ?? []), ...flags]);
}

function push(rig: Rig, one: PushCase, { layout }: PushGround, client: RealClient) {
  const image = layout ?? layoutPath(rig.shared, 'team/app:1.0');
  const limit = one.longestMs === undefined ? {} : { timeoutMs: one.longestMs };
  return quietly(() => pushAs(client, one.reference, image, rig.host, limit));
}

function expectPushDiagnosis(report: Report, one: PushCase): void {
  const summary = `${report.findings.map(({ code, severity, title }) => `${severity} ${code}: ${title}`).join('; ')} | unknown: ${JSON.stringify(report.unknown)}`;
  const [primary] = told(report);
  expect(primary?.code ?? null, summary).toBe(one.finding);
  if (one.severity !== undefined) expect(primary?.severity, summary).toBe(one.severity);
  if (one.detail !== undefined) expect(primary?.detail, summary).toBe(one.detail);
  if (one.finding === null) expect(report.exitCode, summary).toBe(0);
  const outcomes = Object.fromEntries(report.clients.map(({ client, outcome }) => [client, outcome]));
  expect(outcomes, summary).toEqual(one.clients);
  const infos = report.findings.filter(({ severity }) => severity === 'info').map(({ code }) => code);
  expect(infos).toEqual(expect.arrayContaining([...(one.info ?? [])]));
  if (one.rights !== undefined) expect(report.rights?.says).toBe(one.rights);
  for (const { nextStep, fixes } of told(report)) {
    expect(nextStep).not.toBe('');
    expect(fixes.length).toBeGreaterThan(0);
  }
}

/** Nothing may be new in the storage but the directories that the report names. */
function expectNothingLeft(before: readonly string[], after: readonly string[], report: Report): void {
  const left = after.filter((path) => !before.includes(path));
  expect(before.filter((path) => !after.includes(path))).toEqual([]);
  expect(left.filter((path) => !LEFT.test(path) && !/\/_uploads$/.test(path))).toEqual([]);
  const sessions = [...new Set(left.flatMap((path) => /\/_uploads\/([0-9a-f-]{36})/.exec(path)?.slice(1) ?? []))];
  const notes = report.notes.filter((note) => note.includes('upload session'));
  for (const session of sessions) expect(notes.join('\n')).toContain(`_uploads/${session}`);
  if (before.length > 0) expect(notes).toHaveLength(sessions.length);
  for (const note of notes) expect(note).toContain('and cancelled; nothing was stored');
}

async function listing(storage: string | undefined): Promise<string[]> {
  if (storage === undefined) return [];
  const entries = await readdir(storage, { recursive: true, withFileTypes: true });
  return entries.map(({ parentPath, name }) => `${parentPath}/${name}`).sort();
}

async function expectSameOffline(rig: Rig, report: Report): Promise<void> {
  const path = `${rig.directory}/report.json`;
  await writeFile(path, JSON.stringify(report));
  const offline = readReport(await quietly(() => regdoctorOffline(rig, ['report', path, '--json'])));
  expect(essence(offline), 'findings from the saved report').toEqual(essence(report));
  expect(offline.rights).toEqual(report.rights);
}
