import type { CheckResult } from '../check/check.js';
import { hostOf } from '../check/host-of.js';
import { FLAG_CREDENTIAL, secretReader, vaultWith } from '../check/secrets.js';
import { versionOf } from '../check/versions.js';
import { clientNamed } from '../clients/catalogue.js';
import type { ClientFlags } from '../clients/client.js';
import type { Report, ReportClient, ReportReal } from '../report/schema.js';
import { shellWords } from '../text/shell.js';
import { type Chosen, choosePrograms } from './choose-programs.js';
import { credentialsFile } from './credentials-file.js';
import { enclosure } from './enclosure.js';
import { judgeRun } from './judge-run.js';
import { mayLeak } from './may-leak.js';
import { endPauseProcess } from './pause-process.js';
import { type RealPull, realClients, realRuntimes } from './real-clients.js';
import { type Enclose, runClient } from './run-client.js';
import { Scratch } from './scratch.js';
import { removeStored, storedBefore } from './stored-image.js';
import { withoutSecrets } from './without-tokens.js';

/** What to prove, and how. */
export interface ProveOptions {
  readonly result: CheckResult;
  readonly reference: string;
  /** As given to the clients. */
  readonly flags: ClientFlags;
  /** `user:password` of `--creds`, or null. */
  readonly credentials: string | null;
  /** A login may cross plain HTTP. */
  readonly allowInsecureAuth: boolean;
  /** Clients that somebody asked for by name. */
  readonly named: readonly string[];
  /** Environment as the clients have it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Longest time for each program, milliseconds. */
  readonly timeoutMs: number;
  /** Ends all programs early (Ctrl-C). */
  readonly signal: AbortSignal;
  /** What a program does now: its last request (null: none yet), or that it has ended. */
  readonly onProgress: (client: string, now: { readonly request: string | null } | 'ended') => void;
}

/** Name of the file of an account that was given by flag or variable, in the scratch directory. */
const ACCOUNT_FILE = 'auth.json';
/** Programs whose `unshare` enters the user namespace in which they unpacked. */
const UNSHARES = ['buildah', 'podman'];
/** Where a reference without a registry leads. */
const DEFAULT_REGISTRY = 'docker.io';

/**
 * Runs the programs of the judged clients that are here, side by side, each into a scratch directory that is removed afterwards. Gives the report
 * with `real` of these clients filled and a note for what was not run. Never throws for what a program does.
 */
export async function prove(options: ProveOptions): Promise<Report> {
  const { report } = options.result;
  const { chosen, notes } = choosePrograms({
    report,
    here: [...realClients(), ...realRuntimes(report.vantage.files)],
    named: options.named,
    withheld: withheldClients(options),
    allowInsecureAuth: options.allowInsecureAuth,
    isAnonymous: options.flags.anonymous === true,
    hasAccount: options.credentials !== null || options.flags.dockerConfigJson !== null,
  });
  if (chosen.length === 0) return { ...report, notes: [...report.notes, ...notes] };
  const scratch = await Scratch.make().catch((error: NodeJS.ErrnoException) => error);
  if (!(scratch instanceof Scratch)) return notWritable(report, scratch);
  const proofs: Proof[] = [];
  let left: string | null = null;
  let notWritten: NodeJS.ErrnoException | null = null;
  try {
    const session = {
      directories: await directoriesFor(chosen, scratch),
      authFile: await accountFile(options, scratch),
      secrets: secretsOf(options),
      enclose: await enclosure(await scratch.directory('try')),
    };
    proofs.push(...(await Promise.all(chosen.map((entry) => proveOne(options, entry, session)))));
  } catch (error) {
    if (!isOfFiles(error)) throw error;
    notWritten = error;
  } finally {
    left = await scratch.remove(chosen.find(({ real }) => UNSHARES.includes(real.name))?.real.program ?? null);
  }
  if (notWritten !== null) return notWritable(report, notWritten, left);
  const late = [...proofs.flatMap((proof) => proof.notes), ...(left === null ? [] : [left])];
  return {
    ...report,
    clients: report.clients.map((client) => ({
      ...client,
      real: proofs.find((proof) => proof.client === client.client)?.real ?? null,
    })),
    notes: [...report.notes, ...notes, ...late.map((note) => `--prove: ${note}`)],
  };
}

/** What all programs of one proof share. */
interface Session {
  /** A directory for each client. */
  readonly directories: ReadonlyMap<string, string>;
  /** The account that was given, or null for what each client finds. */
  readonly authFile: string | null;
  readonly secrets: readonly string[];
  readonly enclose: Enclose;
}

/** What came of one program; null: it was not run after all. */
interface Proof {
  readonly client: string;
  readonly real: ReportReal | null;
  readonly notes: readonly string[];
}

async function proveOne(options: ProveOptions, { judged, real }: Chosen, session: Session): Promise<Proof> {
  const { flags, reference } = options;
  const { client } = judged;
  const before = await storedBefore(real, reference);
  if (typeof before === 'string') return { client, real: null, notes: [`${client}: ${before}`] };
  const pull: RealPull = {
    reference,
    scratch: session.directories.get(client) ?? '',
    tlsVerify: flags.tlsVerify,
    authFile: session.authFile ?? flags.authFile,
    certDirectory: flags.certDirectory,
    platform: flags.platform,
    ...(flags.anonymous === true ? { anonymous: true } : {}),
  };
  const run = await runClient({
    real,
    pull,
    enclose: real.stored === undefined ? session.enclose : (line) => line,
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    secrets: session.secrets,
    onRequest: (request) => options.onProgress(client, { request }),
  });
  await endPauseProcess(pull.scratch);
  const left = await removeStored(real, reference, before);
  options.onProgress(client, 'ended');
  const { program, parameters } = real.pull(pull);
  const judgement = judgeRun({
    report: options.result.report,
    client: judged,
    program,
    version: await versionHere(judged),
    command: shellWords([program, ...parameters]),
    run,
    readsOwnFiles: real.stored === undefined,
    limits: session.authFile === null ? [] : ['no other login was there for it than the one given'],
  });
  const toReport = judgement.toReport === null ? null : withoutSecrets(judgement.toReport, session.secrets);
  return { client, real: { ...judgement, toReport }, notes: left === null ? [] : [left] };
}

/** The version of the program that ran. */
async function versionHere({ client, version, versionFrom }: ReportClient): Promise<string | null> {
  if (versionFrom === 'program') return version;
  const known = clientNamed(client);
  if (known === undefined) return null;
  const { text, from } = await versionOf(known, { root: '/', installed: true });
  return from === 'program' ? text : null;
}

/** The account of `--creds` as a file; null where none was given. */
async function accountFile({ credentials, result }: ProveOptions, scratch: Scratch): Promise<string | null> {
  if (credentials === null) return null;
  const registry = result.report.reference.registry ?? DEFAULT_REGISTRY;
  return scratch.secretFile(ACCOUNT_FILE, credentialsFile(registry, credentials));
}

/** Whatever the clients may send and a server may say back. */
function secretsOf({ result, credentials, environment }: ProveOptions): readonly string[] {
  const { host } = hostOf({ root: '/', environment, nowMs: Date.now() });
  const reader = secretReader(host, vaultWith(credentials));
  const names = result.report.clients.flatMap(({ attempts }) => attempts.map(({ credentialFrom }) => credentialFrom));
  return [...new Set([FLAG_CREDENTIAL, ...names])].flatMap((name) => {
    const secret = name === null ? null : reader.secret(name);
    if (secret == null) return [];
    const { username, password, token } = secret;
    return [`${username}:${password}`, password, token].filter((text): text is string => text !== null && text !== '');
  });
}

/** Clients whose programs would, or could, send a login over plain HTTP. */
function withheldClients({ result, allowInsecureAuth }: ProveOptions): readonly string[] {
  return allowInsecureAuth ? [] : result.cases.filter(mayLeak).map(({ plan }) => plan.client);
}

/** All directories before the first program runs: a disk that is full by then ends nothing halfway. */
async function directoriesFor(chosen: readonly Chosen[], scratch: Scratch): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  for (const { judged } of chosen) made.set(judged.client, await scratch.directory(judged.client));
  return made;
}

function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

/** The report where the scratch directory can't be written to. */
function notWritable(report: Report, { code, message }: NodeJS.ErrnoException, left: string | null = null): Report {
  const why = `nothing was run: the directory for scratch files can't be written to (${code ?? message}); TMPDIR=DIR names one`;
  return {
    ...report,
    notes: [...report.notes, ...[why, ...(left === null ? [] : [left])].map((note) => `--prove: ${note}`)],
  };
}
