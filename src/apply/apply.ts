import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SavedInputs } from '../check/inputs.js';
import { rediagnose } from '../check/rediagnose.js';
import type { HostFiles } from '../host/host.js';
import { recordFiles } from '../host/recorder.js';
import { rootFiles } from '../host/root-files.js';
import type { ApplyDocument, ApplyFix } from '../report/apply/schema.js';
import { safeWords } from '../report/clean-deep.js';
import { EXIT } from '../report/exit-code.js';
import { NAMES_REPLACED } from '../report/redact/mark.js';
import type { Report } from '../report/schema.js';
import { UsageError } from '../report/usage.js';
import { VERSION } from '../version.js';
import { type Change, realPathOf } from './change.js';
import { checkAgainLine } from './check-again.js';
import { type Choice, choose } from './choose.js';
import type { BackupPlace } from './disk/backup.js';
import { type Written, writeAll } from './disk/write-all.js';
import type { Ground } from './inspect.js';
import { type InspectedFix, inspectFix, refused, tellFix } from './inspect-fix.js';
import { summaryOf } from './summary.js';

export interface ApplyOptions {
  readonly report: Report;
  /** Where the looked-at machine's `/` is. */
  readonly root: string;
  readonly choice: Choice;
  /** False: shows what would be written. */
  readonly write: boolean;
  readonly backup: BackupPlace;
  readonly nowMs: number;
}

/**
 * Carries fixes of a saved report out, or shows what that would be. Whoever made the report is not trusted: a fix counts only where today's rules give
 * the same one again for the files that are there now. Either all that was chosen is written, or nothing.
 * @throws UsageError for ids and clients that the report has not, and for a report that can't be diagnosed again.
 */
export function applyReport(options: ApplyOptions): ApplyDocument {
  const { report, root, write } = options;
  const base = realpathSync(resolve(root));
  const disk = recordFiles(rootFiles(base)).files;
  const inputs = report.inputs as unknown as SavedInputs;
  const ground: Ground = { base, disk, inputs };
  const today = rediagnose(report, disk);
  // Handed back as it came it would vouch for itself.
  if (today === report || report.inputs[NAMES_REPLACED] !== undefined)
    throw new UsageError('report: its names were replaced; make one without --redact-hosts', 'report');
  const offers = choose(report, today, options.choice, (path) => textAt(disk, path));
  const taken = new Map<string, Change>();
  const looked = offers.map((offer): InspectedFix => {
    if (offer.state !== 'chosen') return { told: tellFix(offer), changes: [] };
    const found = inspectFix(offer, ground);
    const clash = found.changes.find((change) => clashes(change, taken));
    if (clash !== undefined)
      return refused(offer, `another fix that was chosen changes ${clash.path} too: one, then check again`);
    for (const change of found.changes) taken.set(realPathOf(change), change);
    return found;
  });
  const isRefused = looked.some(({ told }) => told.state === 'refused');
  const changes = [...taken.values()];
  const wrote =
    write && !isRefused && changes.length > 0 ? writeAll(base, changes, options.backup, options.nowMs) : null;
  const fixes = looked.map(({ told }) => withWritten(told, wrote));
  const touched = fixes.filter(({ state }) => ['ready', 'written', 'already', 'by-hand', 'refused'].includes(state));
  return {
    schemaVersion: 1,
    kind: 'apply',
    tool: { name: 'regdoctor', version: VERSION },
    exitCode: isRefused || (wrote !== null && wrote.error !== null) ? EXIT.finding : EXIT.ok,
    root,
    report: {
      startedAt: report.startedAt,
      operation: inputs.operation,
      reference: safeWords(report.reference.input),
      files: safeWords(report.vantage.files),
    },
    write,
    summary: summaryOf({ fixes, write, changes: changes.length, wrote }),
    fixes,
    backup: wrote?.backup ?? null,
    checkAgain: checkAgainLine(inputs, root, clientsOf(touched, inputs)),
    error: null,
  };
}

function textAt(disk: HostFiles, path: string): string | null {
  const read = disk.read(path);
  return read.kind === 'file' ? read.text : null;
}

/** Two fixes may bring a file to the same content; anything else would undo one of them. */
function clashes(change: Change, taken: ReadonlyMap<string, Change>): boolean {
  const other = taken.get(realPathOf(change));
  if (other === undefined) return false;
  return !(other.content === null || change.content === null
    ? other.content === change.content
    : other.content.equals(change.content));
}

function withWritten(fix: ApplyFix, wrote: Written | null): ApplyFix {
  if (fix.state !== 'ready' || wrote === null) return fix;
  const files = fix.files.map((file) => ({ ...file, written: wrote.paths.includes(file.path) }));
  const all = files.every(({ written, state }) => written || state === 'same');
  return { ...fix, files, ...(all ? { state: 'written' } : {}) };
}

/** Clients that the check has to look at again, in the order of the report. */
function clientsOf(fixes: readonly ApplyFix[], { clients }: SavedInputs): string[] {
  const touched = new Set(fixes.flatMap(({ client }) => client.split(', ')));
  return clients.map(({ client }) => client).filter((client) => touched.has(client));
}
