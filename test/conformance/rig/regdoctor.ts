import { join } from 'node:path';
import type { CaseHost } from './case-host.js';
import { CHECKOUT } from './client-files.js';
import type { CommandOptions, CommandResult } from './command.js';

/** regdoctor ends by itself within its `--timeout` (15 s unless told); this only stops one that broke that promise. */
const REGDOCTOR_TIMEOUT_MS = 60_000;

/** The built regdoctor as a user runs it, on the machine and in the network of the case. */
export async function regdoctor(
  host: CaseHost,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const entry = join(CHECKOUT, 'bin/run.js');
  return host.run(process.execPath, [entry, ...args], { timeoutMs: REGDOCTOR_TIMEOUT_MS, ...options });
}

/** One `regdoctor check REF --json`; `report` is the one document on stdout, and anything else there throws. */
export async function checkWithRegdoctor(
  host: CaseHost,
  reference: string,
  flags: readonly string[] = [],
  options: CommandOptions = {},
): Promise<CommandResult & { readonly report: unknown }> {
  const result = await regdoctor(host, ['check', reference, '--json', ...flags], options);
  try {
    return { ...result, report: JSON.parse(result.stdout) };
  } catch {
    throw new Error(`not one JSON document (exit ${result.code}): ${result.stdout.slice(0, 2000)}\n${result.stderr}`);
  }
}

/** The part of a report's fix that a person would carry out. */
export interface PrintedFix {
  readonly files: readonly { readonly path: string; readonly action: string; readonly content?: string }[];
  readonly commands: readonly string[];
}

/** Carries a printed fix out verbatim: writes its files and runs its commands. Throws where only a person could go on. */
export async function applyPrintedFix(host: CaseHost, fix: PrintedFix): Promise<void> {
  for (const { path, action, content } of fix.files) {
    if (action !== 'write' || content === undefined) throw new Error(`${action} ${path} cannot be carried out here`);
    await host.writeFile(path, content);
  }
  for (const command of fix.commands) {
    const result = await host.run('sh', ['-c', command]);
    if (result.code !== 0) throw new Error(`${command} exited ${result.code}: ${result.stderr}`);
  }
}
