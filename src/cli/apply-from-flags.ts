import { resolve } from 'node:path';
import { applyReport } from '../apply/apply.js';
import type { BackupPlace } from '../apply/disk/backup.js';
import { machineNow, machineOf } from '../apply/recorded.js';
import type { SavedInputs } from '../check/inputs.js';
import { rootFiles } from '../host/root-files.js';
import { renderApplyText } from '../report/apply/text.js';
import { NAMES_REPLACED } from '../report/redact/mark.js';
import type { Report } from '../report/schema.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { shellWords } from '../text/shell.js';
import { clientsFrom } from './flags.js';
import { rootFromFlags } from './root-from-flags.js';
import { diagnosedAgain, savedReport } from './saved-reports.js';
import { terminalOptions } from './terminal.js';

/** Longest echo of a path or a machine's name. */
const MAX_ECHO_CHARACTERS = 200;
/** Where no client looks for configuration. */
const STATE_OF_MACHINE = '/var/lib/regdoctor/backup';
const STATE_OF_USER = 'regdoctor/backup';

/** The flags of `regdoctor apply`. */
export interface ApplyFlags {
  readonly root?: string | undefined;
  readonly fix?: readonly string[] | undefined;
  readonly client?: readonly string[] | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly 'backup-dir'?: string | undefined;
}

/** Shows what the fixes of a saved report would change, or changes it (`--yes`); gives the exit code. Wrong words and reports of other machines throw `UsageError`. */
export async function applyFromFlags(path: string, flags: ApplyFlags): Promise<number> {
  const report = await savedReport(path, 'report');
  if (report.inputs[NAMES_REPLACED] === true)
    throw new UsageError('report: its names were replaced (--redact-hosts), so its fixes fit no machine', 'report');
  const clients = clientsFrom(flags.client);
  const root = rootFor(report, flags.root);
  // A report that rules stumble over is no report; on the disk's files they are applied again.
  diagnosedAgain(report, path, 'report');
  const document = applyReport({
    report,
    root,
    choice: { fixes: flags.fix ?? null, clients: clients?.map(({ client }) => client.name) ?? null },
    write: flags.yes === true,
    backup: backupPlace(flags['backup-dir']),
    nowMs: Date.now(),
  });
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify(document)}\n`
      : renderApplyText(document, lineWithYes(path, flags), terminalOptions(process.stdout, process.env, false)),
  );
  return document.exitCode;
}

/**
 * The root to change: as asked, else where a check without `--root` looks. The report has to be of it: made for the same root, or for the same machine
 * seen from elsewhere (a pod's /host is the node's /).
 */
function rootFor(report: Report, given: string | undefined): string {
  const { files: root } = rootFromFlags(given, null);
  const inputs = report.inputs as unknown as SavedInputs;
  const then = machineOf(inputs);
  const now = machineNow(inputs, rootFiles(root));
  if (then !== null && now !== null && then !== now)
    throw new UsageError(
      `report: it was made on ${shown(then)}, and the machine under ${root} is ${shown(now)}`,
      'report',
    );
  const sameRoot = resolve(report.vantage.files) === resolve(root);
  if (!sameRoot && (given === undefined || then === null || now === null))
    throw new UsageError(
      `report: it was made for the files under ${shown(report.vantage.files)}, and not for those under ${root}${given === undefined ? '; --root says which are meant' : ': nothing tells that they are the same machine'}`,
      '--root',
    );
  return root;
}

function backupPlace(given: string | undefined): BackupPlace {
  if (given === '') throw new UsageError('--backup-dir: the name of the directory is empty', '--backup-dir');
  if (given !== undefined) return { here: resolve(given) };
  if (process.geteuid?.() === 0) return { belowRoot: STATE_OF_MACHINE };
  const { XDG_STATE_HOME: state, HOME: home } = process.env;
  return { here: resolve(state?.startsWith('/') ? state : `${home ?? '/'}/.local/state`, STATE_OF_USER) };
}

function lineWithYes(path: string, { root, fix, client, 'backup-dir': backup }: ApplyFlags): string {
  const words = [
    path,
    ...(root === undefined ? [] : ['--root', root]),
    ...(fix ?? []).flatMap((id) => ['--fix', id]),
    ...(client ?? []).flatMap((name) => ['--client', name]),
    ...(backup === undefined ? [] : ['--backup-dir', backup]),
    '--yes',
  ];
  return `regdoctor apply ${shellWords(words)}`;
}

function shown(text: string): string {
  return cleanText(text, MAX_ECHO_CHARACTERS);
}
