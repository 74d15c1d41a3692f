import type { CheckResult } from '../check/check.js';
import type { Report } from '../report/schema.js';
import type { CheckFlags } from './check-from-flags.js';
import { clientEnvironment } from './client-environment.js';
import { clientFlagsFrom, credentialsFrom } from './flags.js';
import { interruption } from './interrupt.js';
import { proveProgress } from './prove-progress.js';
import { isTalkative } from './talkative.js';

const SECOND_MS = 1000;

/**
 * Runs the real programs that are here after the verdict; gives the report with what they did beside what was predicted. A signal ends them, and the
 * report says so. @param reference as typed. @param flags with the account in `creds`, however it was handed over.
 */
export async function proveFromFlags(result: CheckResult, reference: string, flags: CheckFlags): Promise<Report> {
  const { prove } = await import('../prove/prove.js');
  const { PROVE_SECONDS } = await import('../prove/limits.js');
  const timeoutMs = (flags['prove-timeout'] ?? PROVE_SECONDS) * SECOND_MS;
  // A terminal that goes away ends the programs by its signal; a line that nobody reads must not end the cleaning up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const shown = proveProgress({ stream: process.stderr, enabled: isTalkative(flags), timeoutMs });
  try {
    return await prove({
      result,
      reference,
      flags: { ...clientFlagsFrom(flags), ...(flags.anonymous === true ? { anonymous: true } : {}) },
      credentials: credentialsFrom(flags.creds),
      allowInsecureAuth: flags['allow-insecure-auth'],
      named: (flags.client ?? []).flatMap((list) => list.split(',')).map((name) => name.replace(/@.*/, '')),
      environment: clientEnvironment(process.env),
      timeoutMs,
      signal: interruption(),
      onProgress: shown.onProgress,
    });
  } finally {
    shown.stop();
  }
}
