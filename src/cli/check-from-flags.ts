import { stat } from 'node:fs/promises';
import { type CheckOptions, type CheckResult, checkWithCases } from '../check/check.js';
import { presentedChains } from '../check/presented-chains.js';
import { UsageError } from '../report/usage.js';
import { clientEnvironment } from './client-environment.js';
import { givenCredentials } from './credentials.js';
import { finishCheck } from './finish-check.js';
import { clientFlagsFrom, clientsFrom, credentialsFrom, type GivenFlags, requireReference } from './flags.js';
import { interruption } from './interrupt.js';
import { outputsFrom, requireOutputs } from './outputs.js';
import { progress } from './progress.js';
import { pushSizeFrom } from './push-size.js';
import { rootFromFlags } from './root-from-flags.js';
import { requireOwnOrNew, saveChain } from './save-chain.js';
import { isTalkative } from './talkative.js';

/** The flags of `regdoctor check` as the command framework hands them over. */
export interface CheckFlags extends GivenFlags {
  readonly client?: readonly string[] | undefined;
  readonly push: boolean;
  readonly login: boolean;
  readonly anonymous?: boolean | undefined;
  readonly 'creds-stdin'?: boolean | undefined;
  readonly 'push-size'?: string | undefined;
  readonly root?: string | undefined;
  readonly 'allow-insecure-auth': boolean;
  readonly network?: string | undefined;
  readonly resolver?: string | undefined;
  readonly timeout: number;
  readonly 'step-timeout': number;
  readonly strict: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly 'output-dir'?: string | undefined;
  readonly 'save-chain'?: string | undefined;
  readonly storage?: boolean | undefined;
  readonly prove?: boolean | undefined;
  readonly 'prove-timeout'?: number | undefined;
  readonly 'report-file'?: string | undefined;
  readonly output?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
  readonly 'redact-hosts'?: boolean | undefined;
  readonly watch?: boolean | undefined;
  readonly wait?: string | undefined;
}

type Place = 'pod' | 'node' | 'host';

/** Runs a check as the flags say and prints its report; gives the exit code. Wrong flags throw `UsageError`. */
export async function checkFromFlags(reference: string, asked: CheckFlags): Promise<number> {
  const path = asked['save-chain'];
  if (path !== undefined) await requireOwnOrNew(path);
  const outputs = outputsFrom(asked);
  await requireOutputs(outputs);
  const flags = await withAccount(asked);
  const result = await runFromFlags(reference, flags);
  if (path !== undefined)
    process.stderr.write(
      `${await saveChain(path, presentedChains(result.facts, result.report.reference?.registry ?? null))}\n`,
    );
  return finishCheck(result, reference, flags, outputs);
}

/** The flags with the account in `creds`, however it was handed over: standard input is read once. Wrong use throws `UsageError`. */
export async function withAccount(asked: CheckFlags): Promise<CheckFlags> {
  const creds = await givenCredentials(asked, {
    arguments: process.argv,
    input: process.stdin,
    // Whoever wants one line and nothing else gets no advice.
    errors: asked.quiet === true ? { write: () => true } : process.stderr,
  });
  return { ...asked, creds };
}

/** A check as the flags say (`withAccount`), with the walks and facts behind its report. Wrong flags throw `UsageError`. */
export async function runFromFlags(reference: string, flags: CheckFlags): Promise<CheckResult> {
  requireReference(reference);
  const options = await optionsFromFlags(flags);
  const { stepMs, totalMs } = options;
  const shown = progress({ stream: process.stderr, enabled: isTalkative(flags), stepMs, totalMs });
  return checkWithCases({ ...options, reference, onProbe: shown.onProbe }).finally(() => shown.stop());
}

/** How to look, as the flags say (`withAccount`). Wrong flags throw `UsageError`. */
export async function optionsFromFlags(flags: CheckFlags): Promise<Omit<CheckOptions, 'reference' | 'onProbe'>> {
  const clients = clientsFrom(flags.client);
  const pushBytes = flags['push-size'] === undefined ? null : pushSizeFrom(flags['push-size']);
  const given = {
    ...clientFlagsFrom(flags),
    ...(flags.anonymous === true ? { anonymous: true } : {}),
    ...(pushBytes === null ? {} : { pushBytes }),
  };
  const credentials = credentialsFrom(flags.creds);
  const looked = rootFromFlags(flags.root, clients);
  if (flags['output-dir'] !== undefined) await requireDirectory(flags['output-dir']);
  return {
    operation: flags.push ? 'push' : flags.login ? 'login' : 'pull',
    root: looked.files,
    clients,
    flags: given,
    credentials,
    // A flag that was not given is undefined, whatever the framework's types say; a saved report needs it.
    allowInsecureAuth: flags['allow-insecure-auth'] === true,
    vantage: {
      ...looked,
      ...(flags.network === undefined ? {} : { network: flags.network as Place }),
      ...(flags.resolver === undefined ? {} : { resolver: flags.resolver as Place }),
    },
    stepMs: flags['step-timeout'] * 1000,
    totalMs: flags.timeout * 1000,
    strict: flags.strict,
    environment: clientEnvironment(process.env),
    signal: interruption(),
  };
}

async function requireDirectory(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found !== null && !found.isDirectory())
    throw new UsageError(`--output-dir: ${path} is not a directory`, '--output-dir');
}
