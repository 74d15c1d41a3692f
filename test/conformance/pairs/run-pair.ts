import { expect } from 'vitest';
import type { Report, ReportFix } from '../../../src/report/schema.js';
import { explainFailure } from '../harness/explained.js';
import { paste } from '../harness/paste.js';
import { type PrintedFix, printedFixes } from '../harness/printed-fix.js';
import { essence, readReport, told } from '../harness/report-checks.js';
import { withCase } from '../rig/fixture.js';
import { regdoctor } from '../rig/regdoctor.js';
import type { Rig } from '../rig/rig.js';
import type { Pair } from './pair.js';
import { programOf } from './programs.js';
import { askedOfSystemctl, installSystemctl, PATH_WITH_SYSTEMCTL } from './systemctl.js';

/** What `reload` says where nothing has to be done. */
const NOTHING = 'none needed';

/** The real program fails; regdoctor names the cause; what it prints is pasted as it stands; the real program pulls, and regdoctor is silent. */
export async function runPair(pair: Pair): Promise<void> {
  await withCase(pair.name, pair.build, async (rig) => {
    const program = programOf(pair.client, rig);
    await installSystemctl(rig);
    await program.start();
    await pair.afterStart?.(rig);
    const before = await program.pull(pair.reference, []);
    expect(before.ok, `before the fix: ${before.said}`).toBe(false);

    const report = readReport(await check(rig, pair, ['--json']));
    explainFailure(pair.name, pair.client, before.said, report);
    const fix = firstFix(pair, report, before.said);
    const { stdout } = await check(rig, pair, []);
    const printed = printedFixes(stdout).find(({ clients }) => clients.includes(pair.client));
    await carryOut(rig, fix, printed, stdout);
    for (const asked of await askedOfSystemctl(rig)) await program.carryOut(asked);

    const after = await program.pull(pair.reference, fix.prose);
    const said = `${stdout}\nbefore: ${before.said}\nafter: ${after.said}`;
    expect(after.ok, said).toBe(true);
    const cured = readReport(await check(rig, pair, ['--json', ...flagsIn(fix)]));
    expect(essence({ ...cured, findings: told(cured) }), said).toEqual([]);
    expect(cured.exitCode, said).toBe(0);
  });
}

function check(rig: Rig, { reference, client }: Pair, flags: readonly string[]) {
  return regdoctor(rig, ['check', reference, '--client', client, ...flags]);
}

/** The fix that the report gives first for the first finding; it must be one for this machine, and replayed. */
function firstFix(pair: Pair, report: Report, said: string): ReportFix {
  const [primary] = told(report);
  const summary = `${essence(report).join('; ') || 'no finding'} | ${report.summary} | ${JSON.stringify(report.unknown)} | ${said}`;
  expect(primary?.code, summary).toBe(pair.finding);
  expect(primary?.severity, summary).toBe(pair.severity ?? 'error');
  const [fix] = primary?.fixes ?? [];
  expect({ kind: fix?.kind, proof: fix?.proof.kind, client: fix?.client }, `${summary} ${JSON.stringify(fix)}`).toEqual(
    {
      kind: 'host',
      proof: pair.proof ?? 'replayed',
      client: pair.client,
    },
  );
  return fix as ReportFix;
}

/** Pastes the lines and then the reload, as printed, into one shell. */
async function carryOut(rig: Rig, fix: ReportFix, printed: PrintedFix | undefined, text: string): Promise<void> {
  const pastes = fix.files.length > 0 || fix.commands.length > 0;
  if (pastes) expect(printed?.paste, `a printed fix in:\n${text}`).toMatch(/./);
  // The reason stands behind the command in brackets.
  const reload = fix.reload.replace(/ \([^()]*\)$/, '');
  if (reload !== NOTHING) expect(text).toContain(`    reload: ${fix.reload.split(' (')[0]}\n`);
  const lines = [pastes ? (printed?.paste ?? '') : '', reload === NOTHING ? '' : reload].filter((line) => line !== '');
  await paste(rig, lines.join('\n'), { PATH: PATH_WITH_SYSTEMCTL });
  for (const file of fix.files.filter(({ action }) => action === 'write'))
    expect((await rig.host.readFile(file.path)).trimEnd(), `content of ${file.path}`).toBe(file.content?.trimEnd());
}

/** Flags of regdoctor's own for those that the fix names for the program. */
function flagsIn({ prose }: ReportFix): string[] {
  return prose.flatMap((line) => {
    const directory = /--hosts-dir ([^\s:]+)/.exec(line)?.[1];
    if (directory !== undefined) return ['--cert-dir', directory];
    if (/ --plain-http\b/.test(line)) return ['--plain-http'];
    return / --insecure\b/.test(line) ? ['--tls-verify=false'] : [];
  });
}
